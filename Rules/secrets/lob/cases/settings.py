# ok: lob-api-key
def test_sha1_da39a3ee5e6b4b0d3255bfef95601890afd80709(): pass
# ok: lob-publishable-key
LOB_PUBLISHABLE_KEY = "live_pub_e74d9b21aae"
