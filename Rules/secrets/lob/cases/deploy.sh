# ruleid: lob-api-key
docker run -e LOB_API_KEY=live_08e72d2015875b3701cc9abe17f7a3ff2c4 app
# ruleid: lob-publishable-key
docker run -e LOB_PUBLISHABLE_KEY=live_pub_f4f9d78642ccbb2e67aba88e8aa26b5 app
