# ruleid: sumologic-access-key
./deploy --sumologic-access-key 2gAVIKaCjOpQNkNAspZ00X6jNy3pd0kfrDNMuJqAdKsbUqVzLTiQWSlHg8766Tn9 --yes
