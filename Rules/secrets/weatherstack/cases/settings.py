# ok: weatherstack-api-key
WEATHERSTACK_API_KEY = "b95426a1f77f775b6f07d!b24ddb14ad"
