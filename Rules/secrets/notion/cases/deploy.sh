# ruleid: notion-legacy-token
./deploy --notion-api-key secret_CCTH4VVBJP8BJdXZ1ib1XlnRrBk1rcgIKQbNDJHrLfl --yes
