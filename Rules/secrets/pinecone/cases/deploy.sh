# ruleid: pinecone-api-key
docker run -e PINECONE_API_KEY=pcsk_vkkzV_7en5eJhhKkeFMiY3noD0YeNfcGaabjG137VJ8YVFWC1KuIOJyxdaS7cDQEPFDQt app
# ruleid: pinecone-legacy-key
./deploy --pinecone-api-key a6bda05e-e5c5-ef1d-aa2a-4dcfe2ec8ca2 --yes
