// ruleid: rootly-api-key
  rootlyApiKey: 'rootly_94854acb837520268ce473b04fb552362301e99828ca76253db894945d2a19ca',
// ok: rootly-api-key
const rootlyApiKey = "rootly_e7314786eb825b6926e782b015fb3e6f84b26182b92c5e6";
// ok: rootly-api-key
  rootlyApiKey: 'rootly_e7314786eb825b6926e782b015fb3e6f84b26182!92c5e6fed0d591b7344ba95',
// ok: rootly-api-key
const rootlyApiKey = "rootly_e7314786eb825b6926e782b015fb";
