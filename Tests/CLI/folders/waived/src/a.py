a = "tok_9fK2mQ7xV4bL8pZ3rT6w"
