// ok: upstage-api-key
const upstageApiKey = "up_fz2HIYDSWMOVZu4x7SCwc";
// ok: upstage-api-key
const upstageApiKey = "up_fz2HIYDSWMOVZ";
