# ok: perplexity-api-key
os.environ["PERPLEXITY_API_KEY"] = "pplx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# ok: perplexity-api-key
PERPLEXITY_API_KEY = "pplx-KHwdx2K9Zzuieo3iKf9rO"
