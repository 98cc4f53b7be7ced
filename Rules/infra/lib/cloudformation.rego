# What the checks over CloudFormation templates have in common.
package infra.lib.cloudformation

# The resources of a type; none where there are none.
resources(type) := object.get(input.resources, type, [])

# Whether somebody wrote the property, whatever it comes to.
has(value, key) if key in object.keys(value)

# Whether a property is there and says yes. CloudFormation takes texts for booleans.
is_on(value, key) if value[key] == true

is_on(value, key) if lower(value[key]) == "true"

is_off(value, key) if not has(value, key)

is_off(value, key) if value[key] == false

is_off(value, key) if lower(value[key]) == "false"

# The property, or what stands in its place where nobody wrote it.
property(values, key, otherwise) := object.get(values, key, otherwise)

# Whether a property is what a parameter without a default asks for.
is_asked(resource, key) if {
	some name in object.get(resource.references, key, [])
	parameter := input.parameters[name]
	not has(parameter, "Default")
}

list(value) := value if is_array(value)

list(value) := [value] if not is_array(value)

# The statements of a policy document that allow something.
allowed(document) := [statement |
	some statement in list(document.Statement)
	statement.Effect == "Allow"
]

# Whether a statement is for everybody.
for_everybody(statement) if statement.Principal == "*"

for_everybody(statement) if {
	some who in list(statement.Principal.AWS)
	who == "*"
}

everywhere := {"0.0.0.0/0", "::/0"}

# A finding about a resource: at a value of it, or at its name.
finding(resource, message, at, key) := {
	"message": sprintf("%s %s", [resource.address, message]),
	"at": at,
	"key": key,
	"subject": resource.address,
}
