# METADATA
# title: Database snapshot shared with everyone
# description: Every AWS account may copy the snapshot and read the database in it.
# custom:
#   severity: critical
#   cwe: ["668"]
#   aliases: [CKV_AWS_302]
#   input: terraform
#   remedy: Share it with single accounts, encrypted with a key that they are given too.
package infra.aws.public_snapshot

import data.infra.lib.terraform

deny contains terraform.finding(snapshot, "shared_accounts", message) if {
	some type in ["aws_db_snapshot", "aws_db_snapshot_copy", "aws_db_cluster_snapshot", "aws_rds_cluster_snapshot_copy"]
	some snapshot in terraform.resources(type)
	"all" in terraform.blocks(snapshot, "shared_accounts")
	message := sprintf("%s is shared with everyone", [snapshot.address])
}
