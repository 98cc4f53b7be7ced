// ruleid: neon-api-key
	neonApiKey := "napi_h1ga6wm7um5ut2ku8owmz8776dhuve8lm7pjqzu0a6oswlihrlrnru8rh5oebmei"
