// ruleid: upstage-api-key
	UpstageApiKey: "up_UsW298u01BSeLcXrv4casqy25ZyKv",
