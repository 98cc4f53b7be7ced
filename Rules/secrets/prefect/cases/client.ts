// ruleid: prefect-api-key
  prefectApiKey: 'pnu_1mm8SJX799o3Jbt22CptQoDoIImNZ3An0Yyw',
// ok: prefect-api-key
  prefectApiKey: 'pnu_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ok: prefect-api-key
const prefectApiKey = "pnu_TA5Knb5mVzwG4hVLlwprxyZkNY";
// ok: prefect-api-key
  prefectApiKey: 'pnu_TA5Knb5mVzwG4hVL',
// ruleid: prefect-service-account-key
const prefectServiceKey = "pnb_at2M0JQTfHx2TRGVwRqqIK0nUh7KDw9G9lpj";
