// ruleid: plaid-access-token
	plaidAccessToken := "access-production-0d44bf1e-d558-8aac-64e9-baecbc563ed2"
// ruleid: plaid-sandbox-access-token
	plaidSandboxToken := "access-sandbox-1f942c8f-e601-d305-9d18-19f2706e0df0"
// ruleid: plaid-client-id
	plaidClientId := "e3394d62ff324d4284989e86"
