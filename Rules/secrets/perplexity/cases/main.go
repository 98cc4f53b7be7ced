// ruleid: perplexity-api-key
	PerplexityApiKey: "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",
