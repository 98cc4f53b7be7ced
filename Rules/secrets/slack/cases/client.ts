// ok: slack-bot-token
const slackBotToken = "xoxb-xxxxxxxxxxxx-xxxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxx";
// ok: slack-legacy-bot-token
const slackLegacyBotToken = "xoxb-xxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxx";
// ruleid: slack-user-token
  slackUserToken: 'xoxp-736654434576-021578414818-6396844478836-1566aa22508a4068b63f1736605f31db',
// ok: slack-user-token
  slackUserToken: 'xoxp-550543879928-794633981564-4820213',
// ok: slack-app-token
const slackAppToken = process.env.SLACK_APP_TOKEN;
// ruleid: slack-config-access-token
const slackConfigToken = "xoxe.xoxp-1-gxeZlWcYHhgBnHJilvDdnNz2Jxa9Ro0ACAKOLeaZQnFj69gSFMIaN3QhyPnwCr7yjuFSd56FZxsbBAEm3TmG2rTHoFsGLhpXeUz4W7eERpCoYolnw381GODyuNmJ8QRjwUFFxD67sn91RZwOEnhq8sDX4aAgbSbRdlxvRv";
// ok: slack-config-access-token
const slackConfigToken = "xoxe.xoxp-1-39OzdNxyVkX7lhtVpnz6QmNmkbVQULeyxcMMY36bacYsoz4G8O9zP8zOq2AqOq75iO4VqczfniDcO";
// ok: slack-config-refresh-token
const slackRefreshToken = "xoxe-1-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
// ok: slack-config-refresh-token
  slackRefreshToken: 'xoxe-1-rCk5DmbfpxxzV5crXe34ey6ygyIX40kiDMRlc8TpZ8e4mCpUN2yUuvO7qzuq2BSUecBOuC4zjG2tCYkaI6ujgW70w58B6M567pvQWqeiQtEI',
// ok: slack-legacy-token
  slackLegacyToken: 'xoxs-xxxxxxxxxx-xxxxxxxxxx-xxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ok: slack-legacy-token
const slackLegacyToken = process.env.SLACK_LEGACY_TOKEN;
// ruleid: slack-workspace-token
const slackWorkspaceToken = "xoxa-2-450314224458-323716971956-710360052906-23b85dc548fa153a915dacd240481c4f";
// ok: slack-workspace-token
const slackWorkspaceToken = process.env.SLACK_WORKSPACE_TOKEN;
// ok: slack-session-token
const slackSessionToken = "xoxc-xxxxxxxxxxxx-xxxxxxxxxxxx-xxxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
// ok: slack-session-cookie
const slackSessionCookie = process.env.SLACK_SESSION_COOKIE;
// ok: slack-webhook-url
const slackWebhookUrl = "https://hooks.slack.com/services/T0xxxxxxxx/B0xxxxxxxxx/xxxxxxxxxxxxxxxxxxxxxxxx";
// ok: slack-signing-secret
const slackSigningSecret = "0cc5a838512f2bacffe770fd";
// ruleid: slack-client-secret
const slackClientSecret = "dd14b8136733cc38d8c1b8d19d048963";
// ok: slack-verification-token
const slackVerificationToken = "xxxxxxxxxxxxxxxxxxxxxxxx";
// ok: slack-verification-token
  slackVerificationToken: 'G0zS494OIK4wyTAJ!pLmeyIR',
