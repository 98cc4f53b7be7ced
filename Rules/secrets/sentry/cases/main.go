// ruleid: sentry-user-token
	SentryAuthToken: "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",
// ruleid: sentry-auth-token
	sentryLegacyToken := "a179c7e5f04ab1ca1ea49a2d9e7ea1bb90b00c5b07f773a738059a6b87625e21"
