# ruleid: supabase-management-token
docker run -e SUPABASE_ACCESS_TOKEN=sbp_528a75c02a2940ccda7966c9dfc9fe1270c9733a app
# ruleid: supabase-secret-key
docker run -e SUPABASE_SECRET_KEY=sb_secret_SIx4J3NJcRTZl5qyfrOLgO_owyh5yjx app
