# ruleid: readme-api-key
os.environ["README_API_KEY"] = "rdme_kk0gkpt6vcymd7ect561p3free4tlglt9py7b0huzg09nj6mwrkadg6km4pyljh3j118my"
# ok: readme-api-key
os.environ["README_API_KEY"] = "rdme_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
