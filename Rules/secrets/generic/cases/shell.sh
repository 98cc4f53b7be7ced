# ruleid: secret-in-config
export DEPLOY_TOKEN=Ggj72qRwfOieniYJG6rsKgC2QhTAiLWGVccf
# ruleid: password-in-config
set FTP_PASSWORD=ghitgSDc8PVa
# ok: password-in-config
export FTP_PASSWORD=$1
# ok: secret-in-config
TOKEN=$(cat /run/token)
# ruleid: password-on-command-line
backup --user nightly --password d45#qp9pwBkd --host db1
# ruleid: password-on-command-line
docker run -e "REGISTRY_TOKEN=lw3YNCm2fDsQB17mtuwPsq0bP0PSZV" registry.test/app
# ruleid: password-on-command-line
deploy --api-key=765c396440e5d036e7979d38a36cbaaf site
# ok: password-on-command-line
backup --user nightly --password "$BACKUP_PASSWORD" --host db1
# ok: password-on-command-line
backup --ask-vault-pass -vvvvv site.yml
# ok: password-on-command-line
tool --token <token> --secret your-secret
