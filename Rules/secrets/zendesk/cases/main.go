// ruleid: zendesk-secret
	ZendeskApiToken: "sfsSfeBpzkXlmMEmkKgvGDbZuO8xObGfxT7yn2zf",
// ruleid: zendesk-oauth-secret
	zendeskClientSecret := "7cc40ddb6297ce248dbc7ab8775d718e59c0ed45cb24621e96d87d5f7987a76d"
