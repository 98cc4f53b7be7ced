# METADATA
# title: Kafka cluster that asks nobody who they are
# description: Whoever reaches a broker reads and writes every topic.
# custom:
#   severity: medium
#   cwe: ["306"]
#   input: terraform
#   remedy: Turn on `sasl` with `iam` or `scram`, or `tls`, and leave `unauthenticated` off.
package infra.aws.msk_without_authentication

import data.infra.lib.terraform

path := ["client_authentication", 0, "unauthenticated"]

deny contains terraform.finding(cluster, path, message) if {
	some cluster in terraform.resources("aws_msk_cluster")
	terraform.is_on(cluster, path)
	message := sprintf("%s lets clients in without a name", [cluster.address])
}
