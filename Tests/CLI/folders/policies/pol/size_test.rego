package size

test_eleven_is_big if big with input as {"size": 11}

test_ten_is_big if big with input as {"size": 10}
