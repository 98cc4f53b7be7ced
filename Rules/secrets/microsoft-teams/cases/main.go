// ruleid: microsoft-teams-webhook
	TeamsWebhookUrl: "https://acme.webhook.office.com/webhookb2/940e1a6a-dbd8-c23e-9e11-c9c343450e73@0da1122c-cb66-cd55-97f6-c17523aff261/IncomingWebhook/92c17498a9f355119f7747667dfd589c/5f167037-5357-7f0f-1107-9cc8f894a3ff",
// ruleid: microsoft-teams-webhook-legacy
	TeamsWebhookLegacy: "https://outlook.office.com/webhook/70c3f6e1-dc3b-d520-3517-8a4598345cdc@06a00f11-afc8-1879-a44b-ef13aa54fa63/IncomingWebhook/9c156083abcb30968a6ff2598f55bc2d/83c6f53b-310d-b2fd-fba2-7755f80aa15a",
