// ok: sendbird-application-id
const sendbirdAppId = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
