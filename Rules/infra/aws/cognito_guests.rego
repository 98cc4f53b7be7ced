# METADATA
# title: Cognito pool that gives credentials to guests
# description: Everyone who knows the pool's id gets credentials of AWS, with whatever the role for guests may do.
# custom:
#   severity: medium
#   cwe: ["306"]
#   aliases: [CKV_AWS_366]
#   input: terraform
#   fix: {from: "true", to: "false"}
#   remedy: Set `allow_unauthenticated_identities = false`, or give the role for guests next to nothing.
package infra.aws.cognito_guests

import data.infra.lib.terraform

deny contains terraform.finding(pool, "allow_unauthenticated_identities", message) if {
	some pool in terraform.resources("aws_cognito_identity_pool")
	terraform.is_on(pool, "allow_unauthenticated_identities")
	message := sprintf("%s gives credentials to guests", [pool.address])
}
