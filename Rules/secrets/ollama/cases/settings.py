# ok: ollama-api-key
OLLAMA_API_KEY = "a73d311f0bd370a46f766ed8807a81c9.9S1DApc1N8"
