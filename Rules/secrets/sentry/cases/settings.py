# ok: sentry-user-token
SENTRY_AUTH_TOKEN = "sntryu_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# ok: sentry-user-token
os.environ["SENTRY_AUTH_TOKEN"] = "sntryu_26fc6a8cda8287e80e683c2c39f7"
# ruleid: sentry-dsn-with-secret
SENTRY_DSN = "https://216766a4d2ecbb5a866d323182dd4c21:4d0ef4f326668f36af023e9308c4a775@sentry.acme.dev/42"
