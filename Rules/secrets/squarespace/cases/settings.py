# ruleid: squarespace-api-key
SQUARESPACE_API_KEY = "be151f3f-3b82-659d-a113-e9974b7d71f5"
# ok: squarespace-api-key
os.environ["SQUARESPACE_API_KEY"] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
# ok: squarespace-api-key
os.environ["SQUARESPACE_API_KEY"] = "6933c98f-3a35-cf55"
