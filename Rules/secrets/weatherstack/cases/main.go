// ruleid: weatherstack-api-key
	weatherstackApiKey := "3a1f4002f77e49e71394834166085cbd"
