# ok: rapidapi-key
os.environ["RAPIDAPI_KEY"] = "47b71236bcmshf8e1964697a51b6p147640jsn"
# ok: rapidapi-key
RAPIDAPI_KEY = "47b71236bcmshf8e1964697a51b6p1476!0jsn76ecfc4a7f5f"
# ruleid: rapidapi-access-token
os.environ["RAPIDAPI_TOKEN"] = "GaC8e0WwLQi3ojtBcu7IqgEiduatk5zYN5qdYuoBwuUsxpksBZ"
# ok: rapidapi-access-token
RAPIDAPI_TOKEN = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
