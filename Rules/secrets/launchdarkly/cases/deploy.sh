# ruleid: launchdarkly-api-token
./deploy --launchdarkly-api-token api-cd2afe70-33f0-5939-2b84-03f968ec9e06 --yes
