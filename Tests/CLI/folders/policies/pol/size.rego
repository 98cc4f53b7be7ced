package size

big if input.size > 10
