# ruleid: password-in-code
PASSWORD = os.environ.get("PASSWORD", "p6N7nG68*r36")
# ruleid: password-in-code
client.connect(host, username="ops", password='t54vVL!JaTD')
# ruleid: password-in-code
settings["smtp_password"] = u"beCjDsVU88F5z"
# ruleid: password-in-code
password = "Herbst#Regen2031"
# ok: password-in-code
password = "changeme"
# ok: password-in-code
password = f"{config.password}"
# ok: password-in-code
label_password = "Wachtwoord"
# ok: password-in-code
compass = "lkeqbqtcx"
# ok: password-in-code
password = "%(db_password)s"
# ruleid: password-in-call
session.auth = ("mirko", "srC8yevp0-8")
# ruleid: password-in-call
server.login("robot@post.test", "mg48Et3ow-0O")
# ok: password-in-call
server.login("robot@post.test", "secret")
# ok: password-in-call
client.login("de_DE", "utf-8")
