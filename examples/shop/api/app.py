"""Orders API of the shop."""
import os
import sqlite3

from flask import Flask, jsonify, request

app = Flask(__name__)

# Found: a password in a connection string. Silent: the same URL with the password from outside.
DATABASE_URL = "postgresql://shop:lzBrfTlGGfgsL3udnd@db.shop.internal:5432/orders"
REPLICA_URL = "postgresql://shop:${REPLICA_PASSWORD}@replica.shop.internal:5432/orders"

# Found: the key that signs sessions. Silent: looked up at run time.
app.config["SECRET_KEY"] = "2dc8e6a2d8b0a7db3449808c95ae6913fe9affd7"
app.config["SALT"] = os.environ["SHOP_SALT"]

# Found: a live payment key. Silent: what the provider's manual prints.
STRIPE_KEY = "sk_live_zujEizmYbyq0XORQBnNNkPIb"
STRIPE_DOCS = "sk_live_your-key-here"


@app.get("/orders")
def orders():
    customer = request.args.get("customer", "")
    rows = sqlite3.connect("orders.db").execute(
        "SELECT id, total FROM orders WHERE customer = '" + customer + "'"
    )
    return jsonify([{"id": row[0], "total": row[1]} for row in rows])


@app.post("/admin/login")
def login():
    password = request.form["password"]
    if password == "Tr0ut-9oSlpO!harbor":
        return jsonify(token="signed-in")
    return jsonify(error="wrong password"), 403


if __name__ == "__main__":
    app.run(host="0.0.0.0", debug=True)
