# ruleid: trello-api-token
os.environ["TRELLO_TOKEN"] = "ATTAfe3592ca8b806247db67887eb71e6308b3cf3e7b7f869921636f62f90348da751f4651bb"
# ok: trello-api-key
TRELLO_API_KEY = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# ok: trello-api-key
os.environ["TRELLO_API_KEY"] = "1fb95480ef41fa00"
