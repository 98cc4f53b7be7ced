# ruleid: trello-api-token
./deploy --trello-token ATTA4ff230cfd071459fdb9ef03a13c4bb0c7e1a920ed45b97c1690c8e9c1722d76ea743dff5 --yes
# ruleid: trello-token-context
docker run -e TRELLO_API_TOKEN=6146a482155ce2a13451f94d050c1caf3545dbaff8629b7ff812114f4276db1c app
# ruleid: trello-api-key
./deploy --trello-api-key 1fcf296fd4d179f882fd1a71b2e922e0 --yes
