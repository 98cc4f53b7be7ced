# ok: openshift-user-token
os.environ["OC_TOKEN"] = "sha256~H9YDvLlyL6FkCQamjjizpErvE4QaJto"
