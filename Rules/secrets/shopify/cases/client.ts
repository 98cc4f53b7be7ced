// ruleid: shopify-admin-token
const shopifyAccessToken = "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";
// ok: shopify-private-app-password
  shopifyAccessToken: 'shppa_8ac9481aba373f21155!68aa3f108b79',
// ruleid: shopify-shared-secret
const shopifyApiSecret = "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";
// ok: shopify-shared-secret
const shopifyApiSecret = "shpss_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
// ok: shopify-shared-secret
  shopifyApiSecret: 'shpss_e50d5d4aaeba639842445d8',
// ruleid: shopify-theme-password
  shopifyCliThemeToken: 'shptka_2b71e80d8e99252c58c5f31145c9b134',
