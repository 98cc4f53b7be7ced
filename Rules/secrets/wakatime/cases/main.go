// ruleid: wakatime-api-key
	WakatimeApiKey: "waka_97209af7-4727-8819-7fbc-2f378ae57fac",
