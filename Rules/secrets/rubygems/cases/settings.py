# ruleid: rubygems-api-key
os.environ["RUBYGEMS_API_KEY"] = "rubygems_ceb529ac5e06e4f616c3297c939bb29562282e7a7b80449e"
# ok: rubygems-api-key
os.environ["RUBYGEMS_API_KEY"] = "rubygems_c74c3660fad2f9367d5"
# ruleid: rubygems-legacy-key
RUBYGEMS_API_KEY = "0df3174b90d330617b32d2aaedff4120"
# ok: rubygems-legacy-key
os.environ["RUBYGEMS_API_KEY"] = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
