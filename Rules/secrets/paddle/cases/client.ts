// ruleid: paddle-live-api-key
  paddleApiKey: 'pdl_live_apikey_01eid0igr13202051zwqxdr0cd_Rdtii9ewfXy04tlgJocY51_7ct',
// ok: paddle-live-api-key
  paddleApiKey: 'pdl_live_apikey_01xxxxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxxxxx_xxx',
// ok: paddle-live-api-key
  paddleApiKey: 'pdl_live_apikey_01gprbrltli5g3qhbq',
// ruleid: paddle-webhook-secret
const paddleWebhookSecret = "pdl_ntfset_01acpufcad0kq18kbcypi3mqsm_sA3SkbwtTIXB/nbPhmv6ze72IUmsXhxt";
// ok: paddle-webhook-secret
const paddleWebhookSecret = "pdl_ntfset_01an707shkgwdhek2up3cn6ocp_G7xCjA2z!7eKwkQDtpAeWE5EUsTRs/U6";
