// ruleid: vercel-personal-token
  vercelToken: 'vcp_SD6gOmFojRJVv8Yu8yBYo0xiPxOlVGbH86qz61NoW4DHYFfVBpd2gjT4',
// ruleid: vercel-integration-token
  vercelToken: 'vci_8pYTHZTL3eoiAQBoTPbBTgNPgWxp3kGWhkVtxj6t8oVZUEYmHCX1Hb9M',
// ok: vercel-integration-token
  vercelToken: 'vci_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ok: vercel-integration-token
const vercelToken = "vci_pVSTZNA9fLTYto3dzPbF3WtrL6";
// ok: vercel-app-refresh-token
  vercelToken: 'vcr_CE8pMnKsV7BTflarhk48X7UV2dSCKBStrqGHVRIko',
// ok: vercel-app-refresh-token
const vercelToken = "vcr_CE8pMnKsV7BTflarhk48X7UV2d";
// ruleid: vercel-ai-gateway-key
const vercelToken = "vck_1qxWjHiZsW4RchHYhZ3GT4WBD4LoGnGRXF5KfXXjJ4DBB3FXDaDYDmNn";
// ok: vercel-ai-gateway-key
  vercelToken: 'vck_BGM7ui4bi4xoDh7DYk8S1vVAwQeA4CUpNYgQnCQ8j',
// ok: vercel-ai-gateway-key
const vercelToken = "vck_BGM7ui4bi4xoDh7DYk8S1vVAwQeA4CUpNYgQ!CQ8jRH2Psii81o8YKEf";
// ok: vercel-ai-gateway-key
const vercelToken = "vck_BGM7ui4bi4xoDh7DYk8S1vVAwQ";
// ruleid: vercel-api-token
  vercelApiToken: 'SiivGHcmrPkXiG7MJdVPMgAU',
// ok: vercel-api-token
const vercel = "incrementalStaticRegenerate";
// ok: vercel-api-token
const vercelApiToken = "xxxxxxxxxxxxxxxxxxxxxxxx";
// ok: vercel-blob-token
const blobReadWriteToken = "vercel_blob_rw_xxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
// ok: vercel-blob-token
  blobReadWriteToken: 'vercel_blob_rw_1bAhicvZeTwO4b9Q_xJzS7MdcxmhuScW',
