# ok: mistral-api-key
MISTRAL_MODEL = "mistralsmallinstructlatestversion"
# ok: mistral-api-key
MISTRAL_API_KEY = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# ok: mistral-api-key
MISTRAL_API_KEY = "QWRRU5YbxEbHyqbgA49WDzMU"
