# ruleid: okta-api-token
docker run -e OKTA_API_TOKEN=00aKASGKy2QfWEJnPXm14bEmegkuPOaSKZE7eE5Mdm app
# ruleid: okta-ssws-token
curl -H "Authorization: SSWS 00MiCNpkJGDk8RQfOUKA08r2LP8Iq0OzaGYkYz-Yag" https://acme.okta.dev/api/v1/users
# ok: okta-ssws-token
curl -H "Authorization: SSWS ${OKTA_TOKEN}" https://acme.okta.dev/api/v1/users
# ok: okta-ssws-token
curl -H "Authorization: SSWS 00xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" https://acme.okta.dev/api/v1/users
# ruleid: okta-client-secret
docker run -e OKTA_CLIENT_SECRET=b1ga3UYYSyvDapGESV3ARcv4cFSyN1knoNkfOlce app
