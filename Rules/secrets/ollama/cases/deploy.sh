# ruleid: ollama-api-key
docker run -e OLLAMA_API_KEY=4d2f13e32c6a6d8ba8898ab71d694c5d.zcHsB6RAPmyI15hDlTbk6KGM app
