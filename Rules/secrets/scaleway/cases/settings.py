# ruleid: scaleway-secret-key
SCW_SECRET_KEY = "d8c67e8d-a49d-ae6b-f567-f214757ec63e"
# ok: scaleway-secret-key
os.environ["SCW_SECRET_KEY"] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
# ok: scaleway-secret-key
SCW_SECRET_KEY = "689cdf56-6ad8-ab2e-d013-!a619d8d9d8e"
