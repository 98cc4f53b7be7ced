# ruleid: sumologic-access-id
SUMOLOGIC_ACCESS_ID = "sugipAxB8SJ9gV"
# ok: sumologic-access-id
os.environ["SUMOLOGIC_ACCESS_ID"] = "sudvRITx7Cc"
# ok: sumologic-access-id
SUMOLOGIC_ACCESS_ID = "sudvRITx7!cUDr"
# ok: sumologic-access-key
SUMOLOGIC_ACCESS_KEY = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
