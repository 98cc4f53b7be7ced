# METADATA
# title: Operation that anyone may call
# description: >-
#   An operation that names no security, in a document whose other operations do or that names none at all, is open
#   to everyone who can reach it.
# custom:
#   severity: medium
#   cwe: ["306"]
#   controls: [owasp-api2-2023]
#   input: openapi
#   remedy: >-
#     Name what a caller needs in `security`, for the operation or for the whole document; write `security: []` only
#     where anyone may call.
package infra.openapi.operation_without_security

operations contains [name, method, operation] if {
	some name, path in input.paths
	some method in ["get", "put", "post", "delete", "patch", "options", "head", "trace"]
	operation := path[method]
}

# An empty list at the operation says on purpose that anyone may call.
deny contains finding if {
	not covers(input)
	some [name, method, operation] in operations
	object.get(operation, "security", "absent value") == "absent value"
	finding := {
		"message": sprintf("%s %s names no security", [upper(method), name]),
		"at": object.get(operation, "operationId", object.get(operation, "summary", operation)),
		"key": sprintf("%s %s", [method, name]),
		"subject": sprintf("%s %s", [upper(method), name]),
	}
}

covers(holder) if count(holder.security) > 0
