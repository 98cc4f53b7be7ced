c = "tok_7pX4vN2kH9qF5tD8zJ3m"
