// ruleid: mattermost-access-token
const mattermostToken = "1v14oghkmewgozjp8d5m3zx79z";
// ok: mattermost-webhook-url
fetch("https://api.acme.dev/repos/team/hooks/42/deliveries");
