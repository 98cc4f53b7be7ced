# ok: mailchimp-api-key
os.environ["MAILCHIMP_API_KEY"] = "1c1d6a926ac4ed9cf85595ea929b"
# ruleid: mailchimp-transactional-key
MANDRILL_API_KEY = "md-FUfIvhdCnEhCOhlQSMMR97"
# ok: mandrill-api-key
os.environ["MANDRILL_KEY"] = "dcevxU3nwiOk94cxh"
