// ruleid: mattermost-webhook-url
	mattermostWebhookUrl := "https://chat.acme.dev/hooks/wdcu80ky7ypzu4brlbm8boatwk"
