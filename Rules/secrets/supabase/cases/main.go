// ruleid: supabase-secret-key
	SupabaseSecretKey: "sb_secret_ksbXtwVjCv_Rs9ks6iv7WX_Kj6GYhMz",
