# ok: neon-api-key
napi_get_value_string_utf8 = lib.napi_get_value_string_utf8  # neon
# ok: neon-api-key
os.environ["NEON_API_KEY"] = "napi_4hch6i88ja6j5otklj1o0oblwgbavk49yju9j7k48tksiu0"
# ok: neon-role-password
npg_connection_pool = make_pool()
