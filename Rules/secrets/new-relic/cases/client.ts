// ok: new-relic-user-key
const newRelicApiKey = "NRAK-8GRTT9IWJCE";
// ok: new-relic-rest-key
const newRelicRestKey = "NRRA-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
// ok: new-relic-query-key
  newRelicQueryKey: 'NRIQ-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ok: new-relic-query-key
  newRelicQueryKey: 'NRIQ-7BVh79p54mCTT',
// ok: new-relic-insert-key
  newRelicInsertKey: 'NRII-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ruleid: new-relic-browser-key
  newRelicBrowserKey: 'NRJS-248c17ae6d349c7d494',
// ok: new-relic-browser-key
const newRelicBrowserKey = "NRJS-xxxxxxxxxxxxxxxxxxx";
// ok: new-relic-license-key
const newRelicLicenseKey = "eu01xx037c2b0e738b558d7ff0!1be43FFFFNRAL";
// ok: new-relic-user-api-id
  newRelicUserApiId: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ruleid: new-relic-pixie-key
  pxApiKey: 'px-api-e11147a2-3d30-779f-7675-3059c2b2ab11',
