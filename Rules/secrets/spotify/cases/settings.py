# ok: spotify-client-secret
os.environ["SPOTIFY_CLIENT_SECRET"] = "eee9ef70a1b5c47986850641"
# ok: spotify-client-secret
SPOTIFY_CLIENT_SECRET = "eee9ef70a1b5c47986850!4109f0bb15"
# ok: spotify-client-id
SPOTIFY_CLIENT_ID = "5ababd4822e81298f6bd19b6"
