# ruleid: plaid-client-id
./deploy --plaid-client-id 1cb44447b7f98e8d52bdc11f --yes
# ruleid: plaid-secret
./deploy --plaid-secret 5bd1e95e1b80afca0733c22dcbf7b0 --yes
