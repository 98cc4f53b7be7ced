# ok: sendbird-api-token
os.environ["SENDBIRD_API_TOKEN"] = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
