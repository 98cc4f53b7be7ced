# ok: mailgun-private-key
MAILGUN_API_KEY = "key-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# ok: mailgun-public-key
os.environ["MAILGUN_PUBLIC_KEY"] = "pubkey-d5c562119875f050f241d8e"
# ruleid: mailgun-api-key-v2
MAILGUN_SIGNING_KEY = "ee29538d60988ed1cc2c47c876e7db45-5518a06c-1a12f6a2"
