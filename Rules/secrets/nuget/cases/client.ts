// ok: nuget-api-key
const nugetApiKey = "oy2ztzcqbhmiy35ptdxhcafstmezrzsqpz4";
