// ruleid: plaid-sandbox-access-token
const plaidSandboxToken = "access-sandbox-f5a00e19-11fd-6264-191c-0e0c6084c3fd";
// ok: plaid-sandbox-access-token
  plaidSandboxToken: 'access-sandbox-e8a07acf-5',
// ok: plaid-client-id
const plaid = "transactionsSyncUpdates";
// ok: plaid-secret
plaidHandler: "transactionsRecurringStreamBatch",
