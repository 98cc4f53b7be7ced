// ruleid: planetscale-oauth-token
	PlanetscaleOauthToken: "pscale_oauth_TsX7DwV1eNdojDJhzFq40MW1bVKytLIjNKcLLHqpMtE",
// ruleid: planetscale-token-id
	planetscaleTokenId := "k7imbd52tvce"
