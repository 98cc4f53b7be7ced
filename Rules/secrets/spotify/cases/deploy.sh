# ruleid: spotify-client-secret
docker run -e SPOTIFY_CLIENT_SECRET=2232af3980e20ffbe8c47c0dd151f1f1 app
