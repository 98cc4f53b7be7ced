# ok: val-town-api-token
os.environ["VALTOWN_TOKEN"] = "vtwn_xxxxxxxxxxxxxxxxxxxxxxxxxxxx"
