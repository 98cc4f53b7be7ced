# ok: zoom-client-secret
ZOOM_CLIENT_SECRET = "I9Gk0W4Ug590u2OC"
# ruleid: zoom-webhook-secret-token
ZOOM_WEBHOOK_SECRET_TOKEN = "hM9Mkt5Kpz1ExOHjkv3GmY"
# ok: zoom-webhook-secret-token
ZOOM_WEBHOOK_SECRET_TOKEN = "lkhJDB8AhkH"
