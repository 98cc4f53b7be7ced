# ruleid: twitter-api-key
docker run -e TWITTER_API_KEY=N7Sh22HnLJd1WDhwAAO3EGpCc app
# ruleid: twitter-api-secret
./deploy --twitter-api-secret 0Knj4lCenZwTQNhfPcPWfhZFdGzJG4ROkkSIziEk8WEZP6pUfh --yes
# ruleid: twitter-access-token
./deploy --twitter-access-token 8265460059664607322-HDMWc0thjEHl63KUPAdkr99iWeIElZ --yes
# ruleid: twitter-access-secret
./deploy --twitter-access-token-secret jespbYJ6lgfuEQUTDogRRr23plerFiyL7pNgdXEbfOx9j --yes
# ruleid: twitter-bearer-token
./deploy --twitter-bearer-token AAAAAAAAAAAAAAAAAAAAAChVrZpvdyedxiW6IcrOFsoWa%2BLKbU3GtgeUdqD5xh7M%3Dq30y9UUUhp40rJc2X6G4gXzwvKB7Kf0NTcq37cfJNAIbuukk6Q --yes
