# METADATA
# title: Kafka cluster that takes plain connections
# description: Records, and the passwords of clients, go over the network as they are.
# custom:
#   severity: medium
#   cwe: ["319"]
#   aliases: [AVD-AWS-0073, CKV_AWS_81]
#   input: terraform
#   remedy: Set `client_broker = "TLS"` and leave `in_cluster` on.
package infra.aws.msk_plain_traffic

import data.infra.lib.terraform

transit := ["encryption_info", 0, "encryption_in_transit", 0]

deny contains terraform.finding(cluster, path, message) if {
	some cluster in terraform.resources("aws_msk_cluster")
	path := array.concat(transit, ["client_broker"])
	terraform.value(cluster, path) in {"PLAINTEXT", "TLS_PLAINTEXT"}
	message := sprintf("%s takes plain connections", [cluster.address])
}

deny contains terraform.finding(cluster, path, message) if {
	some cluster in terraform.resources("aws_msk_cluster")
	path := array.concat(transit, ["in_cluster"])
	terraform.is_off(cluster, path)
	message := sprintf("brokers of %s speak in plain", [cluster.address])
}
