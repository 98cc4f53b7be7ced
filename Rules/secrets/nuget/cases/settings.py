# ok: nuget-api-key
os.environ["NUGET_API_KEY"] = "oy2ztzcqbhmiy35ptdxhcafstmezrz!qpz4zkpu4k3vl6l"
