// ruleid: posthog-project-key
const posthogProjectApiKey = "phc_vRt8b2czoX2Q1HlNeZHpkDV2GLiKVBPZ4u9R834j16x";
// ok: posthog-project-key
  posthogProjectApiKey: 'phc_xLBRibTq3Z8ffXGd7cN',
