// ruleid: zendesk-oauth-secret
const zendeskClientSecret = "7728241eab64d1daa03c9fc2b38a03fb4a42a975286c561cece1b3a9b9a04b50";
