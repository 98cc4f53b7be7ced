// ruleid: workos-production-key
	WorkosApiKey: "sk_live_a2V5XzAxSzU1QlFVS1FXMEVXVFVDVUhXSDFNR1VMLHUxTEV4cVo5NEpBeVE4dEZUaG9CQ2c1amQ",
