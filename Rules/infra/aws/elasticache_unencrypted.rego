# METADATA
# title: Redis without encryption at rest
# description: What the cache writes to disk, snapshots included, can be read by whoever gets at the disk or the snapshot.
# custom:
#   severity: medium
#   cwe: ["311"]
#   aliases: [AVD-AWS-0045, CKV_AWS_29]
#   input: terraform
#   remedy: Set `at_rest_encryption_enabled = true`.
package infra.aws.elasticache_unencrypted

import data.infra.lib.terraform

deny contains terraform.finding(group, "at_rest_encryption_enabled", message) if {
	some group in terraform.resources("aws_elasticache_replication_group")
	not terraform.is_on(group, "at_rest_encryption_enabled")
	not by_default(group)
	not terraform.has(group, "global_replication_group_id")
	message := sprintf("%s is not encrypted at rest", [group.address])
}

# Valkey is encrypted unless somebody turns it off.
by_default(group) if {
	terraform.value(group, "engine") == "valkey"
	not terraform.is_off(group, "at_rest_encryption_enabled")
}
