# METADATA
# title: Redis that asks nobody who they are
# description: Whoever reaches the port reads and writes the cache.
# custom:
#   severity: low
#   cwe: ["306"]
#   aliases: [CKV_AWS_31]
#   input: terraform
#   remedy: Name `user_group_ids`, or set an `auth_token` from a secret.
package infra.aws.elasticache_without_password

import data.infra.lib.terraform

deny contains terraform.finding(group, "auth_token", message) if {
	some group in terraform.resources("aws_elasticache_replication_group")
	not terraform.has(group, "auth_token")
	not terraform.has(group, "user_group_ids")
	not terraform.has(group, "global_replication_group_id")
	message := sprintf("%s asks nobody who they are", [group.address])
}
