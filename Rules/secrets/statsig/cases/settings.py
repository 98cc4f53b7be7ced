# ok: statsig-server-secret
STATSIG_SERVER_SECRET = "secret-kKT7oCjUeAtcAFyCAZe7uqg18aICx9d"
# ok: statsig-console-key
STATSIG_CONSOLE_KEY = "console-wyLcic2rM0eA7BJBOER1gUY9HbSK6Cl"
# ok: statsig-console-key
os.environ["STATSIG_CONSOLE_KEY"] = "console-wyLcic2rM0eA7BJBO"
