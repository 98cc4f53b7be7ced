// ok: notion-api-token
const notionToken = "ntn_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
// ok: notion-api-token
const notionToken = "ntn_052876138157s5yTfeWUUNdo0oAs9!pgk6WtvPeqMqA3Qb";
// ok: notion-legacy-token
  notionApiKey: 'secret_dUBV7XO0JXpFTqaVuFNw3adksyJZ8nf',
