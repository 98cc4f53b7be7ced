// ruleid: polar-organization-token
const polarAccessToken = "polar_oat_xYeK7z1sgUN3sBBFVImaP6lrnBr7n95hKVuvOM9IymI";
// ok: polar-organization-token
const polarAccessToken = process.env.POLAR_ACCESS_TOKEN;
// ok: polar-personal-token
  polarAccessToken: 'polar_pat_fFNWbdGz05yNiT43',
// ok: polar-personal-token
const polarAccessToken = process.env.POLAR_ACCESS_TOKEN;
// ruleid: polar-oauth-access-token
const polarAccessToken = "polar_at_oVdZdaqhr1JKlrLeQX94EjVtULQ2yZ6opjvsaBOESFQ";
// ok: polar-oauth-access-token
const polarAccessToken = process.env.POLAR_ACCESS_TOKEN;
// ruleid: polar-client-secret
const polarClientSecret = "polar_cs_UaKRzn89ZAij0SZxcfoJ42V1PfO0dokLDUHuztkgIgU";
// ok: polar-client-secret
  polarClientSecret: 'polar_cs_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ok: polar-client-secret
const polarClientSecret = "polar_cs_7ZaudYx5spNr0Hwpz";
// ok: polar-client-secret
const polarClientSecret = process.env.POLAR_CLIENT_SECRET;
