// ok: pagerduty-user-token
const pagerdutyUserToken = "u+4TcVMtXWFUMKP";
// ruleid: pagerduty-api-key
  pagerdutyApiKey: 'Aj4RwPFtTTwYK2p0aP9i',
// ok: pagerduty-integration-key
  pagerdutyIntegrationKey: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ok: pagerduty-integration-key
const pagerdutyIntegrationKey = "4b74e18fef249267";
