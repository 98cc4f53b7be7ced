# METADATA
# title: Redis without a password
# description: Everything in the network may read and change the data.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["306"]
#   aliases: [CKV_GCP_95]
#   remedy: Set `auth_enabled` to true.
package infra.gcp.redis_without_password

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_redis_instance")
	not terraform.is_on(instance, "auth_enabled")
	finding := terraform.finding(instance, "auth_enabled", sprintf("%s asks for no password", [instance.address]))
}
