package types

wrong if startswith(input.name, 1)

never if {
	size := count(input.names)
	size == "3"
}
