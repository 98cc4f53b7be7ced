// ruleid: lark-app-id
const larkAppId = "cli_4nss5f9xtgbav4c4";
// ok: lark-app-secret
  larkAppSecret: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
