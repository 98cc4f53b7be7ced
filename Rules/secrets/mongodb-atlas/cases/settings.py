# ruleid: mongodb-atlas-service-account-secret
MDB_MCP_API_CLIENT_SECRET = "mdb_sa_sk_r1NDxzpx85ZFTdxrY9O6MwGDIvBMbvcWkc0sufSN"
# ok: mongodb-atlas-service-account-secret
os.environ["MDB_MCP_API_CLIENT_SECRET"] = "mdb_sa_sk_jxOEZGCUvmY5ZLaf9waZJKC!8nLyBJfZXhw0t8Pf"
# ok: mongodb-atlas-service-account-id
os.environ["MDB_MCP_API_CLIENT_ID"] = "mdb_sa_id_b276125afa4c!55bb97368a4"
# ruleid: mongodb-atlas-private-key
os.environ["MONGODB_ATLAS_PRIVATE_KEY"] = "9e56ce20-537b-c8a7-76f7-1fce4f64605a"
