// ruleid: pulumi-access-token
	PulumiAccessToken: "pul-3579e1aec364277b2f42a8565c50f3774c6d78f6",
