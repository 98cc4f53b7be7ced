// ruleid: twitch-api-token
  twitchClientSecret: 'v6prdvgatyofsamid0jwck1ptuxx71',
// ok: twitch-api-token
const twitch = "channelpointsredemptionupdates";
// ok: twitch-api-token
const twitchClientSecret = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
// ruleid: twitch-chat-oauth-token, twitch-api-token
const twitchChatPassword = "oauth:nm8cn5bmypmsrwcsehspk8aprf2b2f";
// ok: twitch-chat-oauth-token
  twitchChatPassword: 'oauth:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ok: twitch-chat-oauth-token
  twitchChatPassword: 'oauth:mlofnl110l7lmcr0rf5bv',
// ok: twitch-chat-oauth-token
  twitchChatPassword: 'oauth:mlofnl110l7lmcr0rf!bvge63ggumg',
// ok: twitch-chat-oauth-token
  twitchChatPassword: 'oauth:mlofnl110l7l',
