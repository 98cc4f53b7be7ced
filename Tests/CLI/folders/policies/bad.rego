package bad

p if x > 1

q := [1, 2

r := cuont([])
