# ok: nytimes-api-key
NYTIMES_API_KEY = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# ok: nytimes-api-key
NYTIMES_API_KEY = "3LPYY2LXRTZ2jmH1zkDgN4qp"
