# Who may enter.
package access

default allow := false

allow if {
	known
	not blocked
}

allow if input.user == "admin"

known if input.user in data.users

blocked if {
	some name in input.groups
	forbidden(name)
}

forbidden("guests")

forbidden(name) if startswith(name, "x-")
