# ruleid: line-channel-secret
docker run -e LINE_CHANNEL_SECRET=6741a26770f206006f3d48c332a3f1c6 app
