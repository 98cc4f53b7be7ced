# ok: langsmith-service-key
LANGSMITH_SERVICE_KEY = "lsv2_sk_02d17e39f2bcb3fa014fefcb85!a0a51_c3ae705267"
# ok: langsmith-legacy-key
def utils__normalise_hash(value): pass  # ls__deadbeef
# ok: langsmith-legacy-key
LANGCHAIN_API_KEY = "ls__xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
