package b

p[x] { x := [1, 2][_]; not q[x] }

q[1]

else_ = 1 { false } else = 2 { true }
