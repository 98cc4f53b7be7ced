# ruleid: upstage-token-context
./deploy --upstage-token VI5S69pRugd6I3j3d5iLzvMD9CIHCVir6LMo8JcFkLgq5 --yes
