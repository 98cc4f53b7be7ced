// ruleid: twilio-api-key
	TwilioApiKey: "SK383bed9b582ec99c9c288a814b67e55d",
