# ok: kraken-private-key
os.environ["KRAKEN_PRIVATE_KEY"] = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=="
# ruleid: kraken-api-key
KRAKEN_API_KEY = "c5iuOKRP9QjfdhbXxZRB0bnP6vQzW5LceIUYf5CWDOPgbSDCW4nlwhKQ"
# ok: kraken-api-key
KRAKEN_SHA = "3f786850e387550fdab836ed7e6dc881de23001b"
