# ruleid: password-in-code
config.password => 'pkIxdzG4R#'
# ruleid: password-in-code
password "b!C!bL5GZMct"
# ok: password-in-code
password ENV.fetch("DB_PASSWORD")
# ok: password-in-code
let(:password) { "correct horse battery staple" }
