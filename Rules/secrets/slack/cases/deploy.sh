# ruleid: slack-bot-token
./deploy --slack-bot-token xoxb-929547215312-0240686907539-TxGLzuZLl0bY7baoX6y9XPhQ --yes
# ruleid: slack-app-token
./deploy --slack-app-token xapp-1-A0XTPQSN4WE-2849728110970-82191c1833abbd8add224582050e1ca79a61f0ce43681c5568ecef1d522905ce --yes
# ruleid: slack-config-refresh-token
./deploy --slack-refresh-token xoxe-1-xX5TX4rSX1j6zHIyWCXw7rM7Nr2YL6q9Go3rHpPliGvii0kZHugiecwqWt9W1ap9IxLrlfF7KZN2xvoOmcrw0AXpdtctx1wsZkEx4S3PmwMSKiwzpBnGE54yRRfjBBlxJ6ThzAtg4gjJRfWbQE --yes
# ruleid: slack-legacy-token
docker run -e SLACK_LEGACY_TOKEN=xoxs-6414226908-2834884199-45765910587-07e360d472497ea04fe9073d74d828b2 app
# ruleid: slack-client-secret
./deploy --slack-client-secret 27a5d66c12c749ba1a56068af1b9122b --yes
# ruleid: slack-verification-token
./deploy --slack-verification-token sR5jmXeTMbFoOw5UMd3aHZM8 --yes
