# ok: klaviyo-private-key
pk_live_klaviyo = session.query(Klaviyo).get(pk_id)
# ok: klaviyo-private-key
KLAVIYO_PRIVATE_API_KEY = "pk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
