// ruleid: openai-api-key
	openaiApiKey := "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"
// ruleid: openai-admin-key
	openaiAdminKey := "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"
// ruleid: openai-session-token
	OpenaiSession: "sess-U4nGxlTAdLrt5ydBO7mxtjIQe0BOAgoPEFIVdpog",
