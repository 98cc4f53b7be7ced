one()
two()  # shrike:allow L2 decided
