# ruleid: lichess-personal-token
os.environ["LICHESS_TOKEN"] = "lip_yqYqFI7GXAy5EUmBv7FH"
# ok: lichess-personal-token
lip_cornerDepressorWeight = 0.3
