# ok: unkey-root-key
UNKEY_ROOT_KEY = "unkey_IsjAsgPF4kTMMoFor"
