# ruleid: mattermost-webhook-url
./deploy --mattermost-webhook-url https://chat.acme.dev/hooks/kim8d13l8lsr89i8vbrizi6v7c --yes
