# ruleid: npm-access-token
./deploy --npm-token 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 --yes
