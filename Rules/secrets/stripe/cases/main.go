// ruleid: stripe-live-secret-key
	StripeSecretKey: "sk_live_q3x7iBT2MVXlnEHrbaAGUgwL",
// ruleid: stripe-webhook-secret
	StripeWebhookSecret: "whsec_vPSY41iU8rnxNOGtxERckk4mFlfy0qlJ",
