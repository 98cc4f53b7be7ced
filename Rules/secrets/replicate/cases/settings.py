# ruleid: replicate-api-token
os.environ["REPLICATE_API_TOKEN"] = "r8_ruz4v8mrr05XncTAk8xTMqCs0Qdnxbokfow1s"
# ok: replicate-api-token
os.environ["REPLICATE_API_TOKEN"] = "r8_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# ok: replicate-api-token
os.environ["REPLICATE_API_TOKEN"] = "r8_NK6XbqcA9O8Zkzmo2Tb6vaU5aeg"
# ok: replicate-api-token
os.environ["REPLICATE_API_TOKEN"] = "r8_NK6XbqcA9O8Zkzmo2Tb6vaU!aegL1jAzzKaL7"
