# METADATA
# title: Redis that takes plain connections
# description: Whoever stands on the way within the network reads the password and the data.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["319"]
#   aliases: [CKV_GCP_97]
#   remedy: Set `transit_encryption_mode` to SERVER_AUTHENTICATION.
package infra.gcp.redis_plain_connections

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_redis_instance")
	terraform.value_or(instance, "transit_encryption_mode", "DISABLED") == "DISABLED"
	finding := terraform.finding(instance, "transit_encryption_mode", sprintf("%s takes plain connections", [instance.address]))
}
