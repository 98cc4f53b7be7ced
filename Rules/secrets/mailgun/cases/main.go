// ruleid: mailgun-public-key
	MailgunPublicKey: "pubkey-76b49d0f0ab42c6f62288c7153d47960",
// ruleid: mailgun-api-key-v2
	MailgunSigningKey: "3f878eea0654c951cfe408d0fefd8a7e-23480d0d-5fe3dcaf",
