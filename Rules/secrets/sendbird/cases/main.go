// ruleid: sendbird-application-id
	sendbirdAppId := "33c3caa0-6d29-59d6-2144-8a631724b398"
// ruleid: sendbird-api-token
	SendbirdApiToken: "e938e03f109e440f95982b4e68eef32bb7cc4418",
