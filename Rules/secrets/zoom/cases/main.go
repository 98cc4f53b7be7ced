// ruleid: zoom-client-secret
	zoomClientSecret := "73ptJpQPcZgRuXMkCJ5TZi8DyiYd84AS"
// ruleid: zoom-webhook-secret-token
	zoomWebhookSecretToken := "7itNXeH8aMOIpWXy4mH8uy"
