// ruleid: zoom-client-secret
const zoomClientSecret = "dCxkSFQxEdPSLbyPzBTXMu008J0U1zkb";
// ok: zoom-client-secret
  zoomClientSecret: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ok: zoom-client-secret
const zoomClientSecret = "I9Gk0W4Ug590u2OC07YVBThJ";
// ok: zoom-client-secret
const zoomClientSecret = "I9Gk0W4Ug590u2OC07YVB!hJo748LyOB";
// ok: zoom-webhook-secret-token
const zoomWebhookSecretToken = "xxxxxxxxxxxxxxxxxxxxxx";
