// ruleid: sentry-org-token
const sentryAuthToken = "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";
// ruleid: sentry-user-token
const sentryAuthToken = "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";
// ruleid: sentry-auth-token
  sentryLegacyToken: '723224318a9fc137d3300225b1698334c6185fad8a2d3bb1307bd1aa41c767b3',
// ok: sentry-auth-token
const sentryLegacyToken = "b59913f1fbc7410baded054b04db8183";
// ruleid: sentry-dsn-with-secret
const sentryDsn = "https://ffbece838142ca9c488dfb74d9cadca7:0f58a6e74bb918cdfb530b93699038ef@sentry.acme.dev/42";
// ok: sentry-dsn-with-secret
const sentryDsn = "https://79e5564b14b5447ad9767cbe1b9a790c:4811a499f1a5b03ee699926fd4dd";
