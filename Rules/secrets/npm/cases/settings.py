# ruleid: npm-access-token
os.environ["NPM_TOKEN"] = "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"
# ruleid: npm-legacy-token
os.environ["NPM_TOKEN"] = "d5652a5c-3b07-3598-00ef-6753887bfee3"
# ok: npm-legacy-token
os.environ["NPM_TOKEN"] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
