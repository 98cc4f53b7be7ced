# ok: kucoin-api-key
KUCOIN_API_KEY = "xxxxxxxxxxxxxxxxxxxxxxxx"
