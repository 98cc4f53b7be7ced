# ruleid: scaleway-secret-key
./deploy --scw-secret-key 95438c08-14bf-2877-9c55-978498cbd171 --yes
# ruleid: scaleway-access-key
docker run -e SCW_ACCESS_KEY=SCW5B46NXT0UUV7N6LAF app
