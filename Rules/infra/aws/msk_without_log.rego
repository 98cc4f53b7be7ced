# METADATA
# title: Kafka cluster that keeps no log
# description: Without the brokers' logs nobody can tell why a client was refused, or who came in.
# custom:
#   severity: low
#   cwe: ["778"]
#   aliases: [AVD-AWS-0074, CKV_AWS_80]
#   input: terraform
#   remedy: Turn on one of CloudWatch, Firehose or S3 under `logging_info`.
package infra.aws.msk_without_log

import data.infra.lib.terraform

deny contains terraform.finding(cluster, "logging_info", message) if {
	some cluster in terraform.resources("aws_msk_cluster")
	not logs(cluster)
	message := sprintf("%s keeps no log of its brokers", [cluster.address])
}

logs(cluster) if {
	some target in ["cloudwatch_logs", "firehose", "s3"]
	terraform.is_on(cluster, ["logging_info", 0, "broker_logs", 0, target, 0, "enabled"])
}
