// ruleid: shopify-custom-app-token
	shopifyAccessToken := "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"
