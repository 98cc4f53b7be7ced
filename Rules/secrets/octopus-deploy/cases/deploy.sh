# ok: octopus-deploy-api-key
curl https://docs.acme.dev/octopus/API-0A1B2C3D4E5F60718293A4B5C6D7E8F9
