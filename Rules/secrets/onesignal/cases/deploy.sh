# ruleid: onesignal-api-key
./deploy --onesignal-api-key os_v2_org_b52ab2uwsdazdc3mvtx5vzimdxxw75xp4ay3fpidjefoyu4cljj7lue7j7moeqeslk6ol4fzsr7iojvld2xwerj7xqcjruc5236ux4u --yes
