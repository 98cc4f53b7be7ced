package a

import rego.v1

deny contains {"message": sprintf("%v of %d", [x, count(all)])} if {
	some i, x in input.items
	not allowed(x)
	all := [y | some y in input.items; y != x]
	every z in all { z > 0 }
}

allowed(x) if x in {1, 2, 3}

p[x].q := y if y := x + 1 with input.x as 2
