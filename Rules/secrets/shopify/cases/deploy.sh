# ruleid: shopify-custom-app-token
docker run -e SHOPIFY_ACCESS_TOKEN=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 app
