# METADATA
# title: Access key made by Terraform
# description: >-
#   The secret of a key that Terraform makes is in its state, readable by whoever may plan. The key has no end, and nobody
#   renews it.
# custom:
#   severity: low
#   cwe: ["522"]
#   aliases: [CKV_AWS_273]
#   input: terraform
#   remedy: Use roles, by OIDC from outside of AWS; where a key must be, give a `pgp_key` so that the state holds it encrypted.
package infra.aws.iam_access_key_in_state

import data.infra.lib.terraform

deny contains terraform.finding(key, "user", message) if {
	some key in terraform.resources("aws_iam_access_key")
	not terraform.has(key, "pgp_key")
	message := sprintf("%s puts a secret key into the state", [key.address])
}
