// ruleid: together-ai-legacy-key
	togetheraiApiKey := "6ebd923d6e7c09cf34e4aec6300de23e01f725ca0ffb6847dee631855ad1636f"
