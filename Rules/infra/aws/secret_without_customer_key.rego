# METADATA
# title: Secrets Manager secret without a key of its owner's
# description: With AWS's own key a policy of the secret alone says who reads it, and other accounts cannot be given it safely.
# custom:
#   severity: low
#   cwe: ["311"]
#   aliases: [AVD-AWS-0098, CKV_AWS_149]
#   input: terraform
#   remedy: Set `kms_key_id`.
package infra.aws.secret_without_customer_key

import data.infra.lib.terraform

deny contains terraform.finding(secret, "kms_key_id", message) if {
	some secret in terraform.resources("aws_secretsmanager_secret")
	not terraform.has(secret, "kms_key_id")
	message := sprintf("%s names no key of its own", [secret.address])
}
