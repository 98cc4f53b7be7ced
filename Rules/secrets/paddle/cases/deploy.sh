# ruleid: paddle-sandbox-api-key
docker run -e PADDLE_SANDBOX_KEY=pdl_sdbx_apikey_01o1cwen7ydzy6rnoe3al1hfm5_Ge51Y78dsUVYbFlMZUmyKE_thc app
