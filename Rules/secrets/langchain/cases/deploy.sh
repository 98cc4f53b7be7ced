# ruleid: langsmith-personal-token
docker run -e LANGSMITH_API_KEY=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 app
# ruleid: langsmith-service-key
docker run -e LANGSMITH_SERVICE_KEY=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 app
# ruleid: langsmith-legacy-key
./deploy --langchain-api-key ls__04dd360c14841054e9a23737ad970330 --yes
