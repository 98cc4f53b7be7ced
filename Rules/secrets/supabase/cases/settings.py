# ok: supabase-management-token
os.environ["SUPABASE_ACCESS_TOKEN"] = "sbp_5a8c0c9410acd69fe6ee4b9c3d189"
