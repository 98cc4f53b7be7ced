# ruleid: http-basic-authorization
req.add_header("Authorization", "Basic " + "Y2ktYm90OjlQUFkwZUJTTnh3MW5QTm4=")
# ok: http-basic-authorization
# Basic configuration:example
# ruleid: url-password
PROXY = "http://svc.proxy:xUuDMGtujxH82UIx@10.20.0.8:3128"
# ok: url-password
url = "http://%s:%s@%s/" % (u, p, h)
