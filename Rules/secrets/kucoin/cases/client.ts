// ok: kucoin-api-key
const KUCOIN_GENESIS = "0x5f4dcc3b5aa765d61d8327de";
// ok: kucoin-api-key
  kucoinApiKey: '58674d05f49ea1341c',
// ok: kucoin-api-secret
const kucoinApiSecret = "ab823116-ace7-11e1-4db1-7a9";
