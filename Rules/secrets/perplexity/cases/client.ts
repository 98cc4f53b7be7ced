// ok: perplexity-api-key
const perplexityApiKey = "pplx-KHwdx2K9Zzuieo3iKf9rO1hP1na36XEBWEj";
