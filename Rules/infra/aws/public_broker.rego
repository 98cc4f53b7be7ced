# METADATA
# title: Message broker with a public address
# description: Queues hold what applications tell each other. A broker on the internet is open to whoever has one password.
# custom:
#   severity: high
#   cwe: ["668"]
#   aliases: [AVD-AWS-0072, CKV_AWS_69, CKV_AWS_291]
#   input: terraform
#   remedy: Turn public access off, and peer or connect the networks that need it.
package infra.aws.public_broker

import data.infra.lib.terraform

deny contains terraform.finding(broker, "publicly_accessible", message) if {
	some broker in terraform.resources("aws_mq_broker")
	terraform.is_on(broker, "publicly_accessible")
	message := sprintf("%s has a public address", [broker.address])
}

access := ["broker_node_group_info", 0, "connectivity_info", 0, "public_access", 0, "type"]

deny contains terraform.finding(cluster, access, message) if {
	some cluster in terraform.resources("aws_msk_cluster")
	terraform.value(cluster, access) == "SERVICE_PROVIDED_EIPS"
	message := sprintf("%s has public addresses", [cluster.address])
}
