# ok: zendesk-oauth-secret
ZENDESK_CLIENT_SECRET = "db82caed6a06fa4c9d73e10052f107e51159b98825!1c5b5fcde1353e294cb39"
