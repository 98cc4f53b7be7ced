// ruleid: ollama-api-key
	OllamaApiKey: "a4c8766026ff7cc4e4472064b25f6e67.ygWLB9338WcDo0Ky2g7ANeDn",
