// ruleid: supabase-management-token
const supabaseAccessToken = "sbp_e7b63f88401f576b1b6a51346a0f24a1784a6c08";
// ok: supabase-management-token
const supabaseAccessToken = "sbp_5a8c0c9410acd69fe6ee4b9c3!1899bd84725a51";
// ok: supabase-management-token
const supabaseAccessToken = "sbp_5a8c0c9410acd69fe6";
// ok: supabase-secret-key
  supabaseSecretKey: 'sb_secret_vo_cGEReKLuakMyO_mQVj',
// ok: supabase-secret-key
const supabaseSecretKey = "sb_secret_vo_cGEReKLuakMyO_!QVj4_0HquxHvG";
