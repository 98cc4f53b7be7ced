# METADATA
# title: Redis over plain connections
# description: Sessions and tokens in the cache, and its password, go over the network as they are.
# custom:
#   severity: medium
#   cwe: ["319"]
#   aliases: [AVD-AWS-0051, CKV_AWS_30]
#   input: terraform
#   remedy: Set `transit_encryption_enabled = true`, and an `auth_token` or user groups.
package infra.aws.elasticache_plain_traffic

import data.infra.lib.terraform

deny contains terraform.finding(group, "transit_encryption_enabled", message) if {
	some group in terraform.resources("aws_elasticache_replication_group")
	not terraform.is_on(group, "transit_encryption_enabled")
	not terraform.has(group, "global_replication_group_id")
	message := sprintf("%s takes plain connections", [group.address])
}
