// ruleid: openrouter-api-key
	OpenrouterApiKey: "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",
