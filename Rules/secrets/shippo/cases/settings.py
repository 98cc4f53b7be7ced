# ruleid: shippo-live-token
os.environ["SHIPPO_API_TOKEN"] = "shippo_live_526f0a7acb68126f926975800056dd3129d63ce4"
# ok: shippo-live-token
SHIPPO_API_TOKEN = "shippo_live_a112c3615ea9427cfc846e!963c7d60a64e380ac"
