b = "tok_3hJ8nW5yC1dM6sR9gB2k"
