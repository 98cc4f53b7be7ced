// ruleid: twitch-api-token
	twitchClientSecret := "vqie27fp6f9wi3g9tg33jj9psgyawd"
