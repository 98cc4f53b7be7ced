// ok: workato-api-token
const workatoApiToken = process.env.WORKATO_API_TOKEN;
