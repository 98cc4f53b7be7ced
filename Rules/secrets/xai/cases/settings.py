# ok: xai-api-key
os.environ["XAI_API_KEY"] = "xai-J1aidKZw80iP1ihu0t37Rbm2E5SBPK61j7zgZdlNO6p1ZvOsyx3b!tVtRf62CMYR3Aregejmh6to84LN"
# ok: xai-api-key
os.environ["XAI_API_KEY"] = "xai-J1aidKZw80iP1ihu0t37Rbm2E5SBPK61j7zgZd"
