// ruleid: messagebird-client-id
	MessagebirdClientId: "7725ad58-ece8-0e1a-4965-074e4d626954",
