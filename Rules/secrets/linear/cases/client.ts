// ruleid: linear-api-key
  linearApiKey: 'lin_api_itk8NX9fAq8KSkDyaqBRtwpV60au2qPD8c8VmKeV',
// ok: linear-api-key
  linearApiKey: 'lin_api_yxpFG7iA1kI8EoKBa8hyfJ5x!wdNjxzceK14N0Ah',
// ruleid: linear-oauth-token
  linearOauthToken: 'lin_oauth_e1dd97e7c9ac81d5df9fd6c7c07d1f9dabe0c4b6acdcb38680137a85d46f3d57',
// ruleid: linear-webhook-secret
const linearWebhookSecret = "lin_wh_NyRkgQFh2Nf38tK9eePCuw1gFJn53c3xv2H76Gdf";
// ok: linear-webhook-secret
const linearWebhookSecret = "lin_wh_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
// ok: linear-webhook-secret
const linearWebhookSecret = "lin_wh_VrA1z4toHGCMzFhv3JZyYsBH!Ociw0Ubm6joYfUz";
// ok: linear-client-secret
const linearClientSecret = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
