// ok: pinterest-access-token
const pinterestAccessToken = "pina_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
// ok: pinterest-access-token
const pinterestAccessToken = process.env.PINTEREST_ACCESS_TOKEN;
