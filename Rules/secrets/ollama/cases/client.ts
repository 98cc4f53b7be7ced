// ok: ollama-api-key
const ollamaApiKey = "a73d311f0bd370a46f766ed8807a81c9.9S1DA!c1N8wcI7qADLjzUkOD";
// ok: ollama-api-key
  ollamaApiKey: 'a73d311f0bd370a46f766ed8807a',
