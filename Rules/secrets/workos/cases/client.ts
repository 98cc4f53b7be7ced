// ok: workos-production-key
const workosApiKey = process.env.WORKOS_API_KEY;
// ok: workos-staging-key
const workosStagingKey = process.env.WORKOS_STAGING_KEY;
