// ok: okta-api-token
const bookTable = "00lQ4Nd8pYw2KqjVbxaAWEgT7bqjsxjo8aZj0wdR3m";
// ok: okta-client-secret
  oktaClientSecret: '984bKrk3TXSjZDLqOWLW',
