# Statements of AWS's policy language, wherever a configuration writes them.
package infra.lib.aws_policy

import data.infra.lib.terraform

# The statements of the policy at a path of a resource, in one shape: `effect`, `actions`, `resources`, `principals`
# ({type, id}), `conditions` ({test, variable, values}), with `at` for the place and `key` for the identity of a finding.
# Policies that data sources make are there as texts.
statements(instance, path) := [statement_of(statement, index, terraform.at(instance, path)) |
	some index, statement in terraform.list(terraform.document(instance, path).Statement)
]

statement_of(statement, index, place) := {
	"effect": object.get(statement, "Effect", "Allow"),
	"actions": terraform.list(object.get(statement, "Action", null)),
	"resources": terraform.list(object.get(statement, "Resource", null)),
	"principals": [principal | some principal in principals(object.get(statement, "Principal", null))],
	"conditions": [{"test": test, "variable": variable, "values": terraform.list(values)} |
		some test, variables in object.get(statement, "Condition", {})
		some variable, values in variables
	],
	"key": key(object.get(statement, "Sid", ""), index),
	"at": place,
}

key(sid, index) := sprintf("statement %d", [index]) if sid == ""

key(sid, _) := sid if sid != ""

principals(written) := [] if written == null

principals(written) := [{"type": "*", "id": written}] if is_string(written)

principals(written) := [{"type": type, "id": id} |
	some type, ids in written
	some id in terraform.list(ids)
] if is_object(written)

allows(statement) if statement.effect == "Allow"

# Whether the statement speaks of everybody, with no account behind them.
means_anyone(statement) if {
	some principal in statement.principals
	principal.type in {"*", "AWS"}
	principal.id == "*"
}

# Whether a condition says who may come. These say how somebody comes, which anyone can do.
is_limited(statement) if {
	some condition in statement.conditions
	not lower(condition.variable) in {
		"aws:securetransport",
		"aws:useragent",
		"aws:referer",
		"s3:tlsversion",
		"s3:x-amz-acl",
	}
}

grants_anyone(statement) if {
	allows(statement)
	means_anyone(statement)
	not is_limited(statement)
}

on_everything(statement) if "*" in statement.resources

# What users, groups and roles may do: each statement that allows something, with the `address` of the resource that
# holds it.
granted contains {"address": instance.address, "statement": statement} if {
	some type, attribute in identity_policies
	some instance in terraform.resources(type)
	some statement in statements(instance, attribute)
	allows(statement)
}

granted contains {"address": role.address, "statement": statement} if {
	some role in terraform.resources("aws_iam_role")
	some index, _ in terraform.blocks(role, "inline_policy")
	some statement in statements(role, ["inline_policy", index, "policy"])
	allows(statement)
}

identity_policies := {
	"aws_iam_policy": "policy",
	"aws_iam_role_policy": "policy",
	"aws_iam_user_policy": "policy",
	"aws_iam_group_policy": "policy",
	"aws_ssoadmin_permission_set_inline_policy": "inline_policy",
}
