# ok: openrouter-api-key
OPENROUTER_API_KEY = "sk-or-v1-dcecbd86dc184f3b21829893ee7a50fa1ff6eec!e2474615caf8399bf079696e"
# ok: openrouter-api-key
OPENROUTER_API_KEY = "sk-or-v1-dcecbd86dc184f3b21829893ee7"
