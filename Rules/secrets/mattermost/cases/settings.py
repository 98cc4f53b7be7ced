# ruleid: mattermost-access-token
MATTERMOST_TOKEN = "atgf2xj4lkpap0jguqk3ov83tc"
# ok: mattermost-access-token
MATTERMOST_TOKEN = "jnvzvdg60ly7qs8na0ja"
# ruleid: mattermost-webhook-url
os.environ["MATTERMOST_WEBHOOK_URL"] = "https://chat.acme.dev/hooks/an8184e1n90b90i8piifq9skkf"
# ok: mattermost-webhook-url
os.environ["MATTERMOST_WEBHOOK_URL"] = "https://chat.acme.dev/hooks/9dfqdyfi5jvr2"
