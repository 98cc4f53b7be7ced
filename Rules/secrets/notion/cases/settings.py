# ruleid: notion-api-token
NOTION_TOKEN = "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"
# ok: notion-legacy-token
secret_notionWorkspaceRotationHelperFunction = None
# ok: notion-legacy-token
os.environ["NOTION_API_KEY"] = "secret_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
