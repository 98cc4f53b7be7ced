# ruleid: shippo-live-token
docker run -e SHIPPO_API_TOKEN=shippo_live_9f97c8119dc32c610f6a0c7dc96f706e1d39c5dd app
