# ruleid: together-ai-api-key
os.environ["TOGETHER_API_KEY"] = "tgp_v1_BznB_Z80biMHoqmkMB1ZWPdNh-c-dqMgKSs_qOYfrW6"
# ok: together-ai-api-key
TOGETHER_API_KEY = "tgp_v1_rXNpV4ZH6IVj5OLkJLuGjYsUe8!qwi2zCtLZM2RHV3y"
# ok: together-ai-legacy-key
os.environ["TOGETHERAI_API_KEY"] = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
