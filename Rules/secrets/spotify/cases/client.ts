// ok: spotify-client-secret
  spotifyClientSecret: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
