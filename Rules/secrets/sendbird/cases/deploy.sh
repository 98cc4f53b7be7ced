# ruleid: sendbird-application-id
docker run -e SENDBIRD_APP_ID=2d82cc65-4b97-ef73-92e7-a6686758e262 app
# ruleid: sendbird-api-token
./deploy --sendbird-api-token 64a4f11e705a4d392733d96fd056889cf8c3cf71 --yes
