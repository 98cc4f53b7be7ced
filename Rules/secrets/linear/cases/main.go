// ruleid: linear-oauth-token
	linearOauthToken := "lin_oauth_69ce492637fecc58d780df377f9f7c12052945b9347cceaeae82e00cf394db61"
// ruleid: linear-client-secret
	LinearClientSecret: "6b5fce242d8202303f9daeb43ec7d57d",
