# ruleid: http-basic-authorization
curl -H "Authorization: Basic ZGVwbG95OlYzWkUzYmJOT1FTSWZOZTU=" https://api.acme.dev/v1
# ok: http-basic-authorization
curl -H "Authorization: Basic $TOKEN" https://api.acme.dev/v1
# ok: http-basic-authorization
curl -H "Authorization: Basic dXNlcm5hbWU6cGFzc3dvcmQ=" https://api.acme.dev/v1
# ruleid: curl-user-password
curl -u ci-bot:s98KTJRn6H5ghd https://nexus.acme.dev/repository/raw/build.tgz
# ruleid: curl-user-password
curl -sS --user 'deploy:Du66DT5QR6F7vE' -T dist.zip https://files.acme.dev/
# ruleid: curl-user-password
curl -X POST https://api.acme.dev/run --user "svc":"zms88yHHHSlN31" -d @body.json
# ok: curl-user-password
curl -u "$USER:$PASSWORD" https://nexus.acme.dev/
# ok: curl-user-password
curl -u user:password https://api.acme.dev/
# ok: curl-user-password
curl --user-agent "acme: client 1.0" https://api.acme.dev/
# ok: curl-user-password
curl -u ${{ secrets.USER }}:${{ secrets.PASS }} https://api.acme.dev/
# ok: curl-user-password
curl -o out.json https://api.acme.dev/v1:batch
# ok: curl-user-password
curl -u ci-bot:xxxxxxxxxxxxxx https://nexus.acme.dev/repository/raw/build.tgz
# ruleid: curl-key-as-user
curl https://api.acme.dev/v1/charges -u aknpRd7cWUiBz3biPhjqUYvc6A2Wf0L3:
# ruleid: curl-key-as-user
curl -u "akHF8n1Vod00Jb96paZHAKrH4G4rhVV2:" https://api.acme.dev/v1/charges -d amount=5
# ok: curl-key-as-user
curl -u "$API_KEY:" https://api.acme.dev/v1/charges
# ok: curl-key-as-user
curl -u your-api-key-goes-here: https://api.acme.dev/
# ok: curl-key-as-user
curl https://api.acme.dev/v1/charges -u akxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx:
# ruleid: wget-password
wget --user=mirror --password=MWsiBxQyAFfr8K https://files.acme.dev/a.tgz
# ruleid: wget-password
wget -q --http-user ci --http-password bynkdoy87uyVIU https://files.acme.dev/b.tgz
# ok: wget-password
wget --user=mirror --password=$FILES_PASSWORD https://files.acme.dev/a.tgz
# ok: wget-password
wget --user=mirror --password=changeme https://files.acme.dev/a.tgz
# ok: wget-password
wget --ask-password --user=mirror https://files.acme.dev/a.tgz
# ok: wget-password
wget --user=mirror --password=xxxxxxxxxxxxxx https://files.acme.dev/a.tgz
# ruleid: sshpass-password
sshpass -p chwRBx4PXMhP ssh root@10.1.2.3 uptime
# ruleid: sshpass-password
sshpass -p'cOABlS0V4mBH' scp a.tgz deploy@host7.acme.dev:
# ok: sshpass-password
sshpass -p "$SSH_PASS" ssh root@10.1.2.3 uptime
# ok: sshpass-password
sshpass -f /run/secrets/ssh ssh root@10.1.2.3
# ok: sshpass-password
sshpass -p password ssh root@10.1.2.3
# ok: sshpass-password
sshpass -p xxxxxxxxxxxx ssh root@10.1.2.3 uptime
# ruleid: url-password
git clone https://oauth2:wm9By0LThSEh4zxR@git.acme.dev/team/app.git
# ok: url-password
git clone git@git.acme.dev:team/app.git
# ruleid: url-token-as-user
git clone https://qS2qvzfx5OnZpbIaQlskSFENponMGpLVrLTEwxFx@github.com/acme/app.git
# ruleid: url-token-as-user
git remote set-url origin https://INuyOeOEauCtPhYD8qe4lqFuRhOHi2VPnlXwVj8K:x-oauth-basic@github.com/acme/app
# ok: url-token-as-user
git clone https://x-access-token:$TOKEN@github.com/acme/app.git
# ok: url-token-as-user
git clone https://build-user@github.com/acme/app.git
# ok: url-token-as-user
git clone https://acme-organisation-owner@dev.azure.com/acme/app/_git/app
# ok: url-token-as-user
git clone https://xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx@github.com/acme/app.git
