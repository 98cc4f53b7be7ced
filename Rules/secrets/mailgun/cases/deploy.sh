# ruleid: mailgun-api-key-v2
./deploy --mailgun-signing-key 34a61bafde5d9bbca268fb9c599778af-2b905ff9-c9eaf062 --yes
