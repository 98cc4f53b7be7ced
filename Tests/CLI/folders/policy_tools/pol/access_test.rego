package access

test_an_admin_may if allow with input as {"user": "admin"}

test_a_guest_may_not if {
	asked := {"user": "ann", "groups": ["guests"]}
	blocked with input as asked
	not allow with input as asked with data.users as ["ann"]
}

test_anybody_may if {
	asked := {"user": "bob", "groups": []}
	allow with input as asked with data.users as ["ann"]
}
