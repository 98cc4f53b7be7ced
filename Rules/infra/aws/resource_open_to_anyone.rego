# METADATA
# title: Resource policy that lets anyone in
# description: >-
#   File systems, backups, catalogues, event buses and the like have policies of their own. One that allows everybody, with no
#   condition that says who, is open to every AWS account.
# custom:
#   severity: high
#   cwe: ["284"]
#   aliases: [CKV_AWS_167, CKV_AWS_283]
#   input: terraform
#   remedy: Name the accounts, roles or services, or ask for `aws:PrincipalOrgID`.
package infra.aws.resource_open_to_anyone

import data.infra.lib.aws_policy
import data.infra.lib.terraform

policies := {
	"aws_backup_vault_policy": "policy",
	"aws_cloudwatch_event_bus_policy": "policy",
	"aws_codeartifact_domain_permissions_policy": "policy_document",
	"aws_codeartifact_repository_permissions_policy": "policy_document",
	"aws_dynamodb_resource_policy": "policy",
	"aws_efs_file_system_policy": "policy",
	"aws_glacier_vault": "access_policy",
	"aws_glue_resource_policy": "policy",
	"aws_kinesis_resource_policy": "policy",
	"aws_ses_identity_policy": "policy",
}

deny contains terraform.finding_at(instance, statement.at, statement.key, message) if {
	some type, attribute in policies
	some instance in terraform.resources(type)
	some statement in aws_policy.statements(instance, attribute)
	aws_policy.grants_anyone(statement)
	not asks_for_mount_target(statement)
	message := sprintf("%s lets anyone in", [instance.address])
}

# Mount targets stand in a network of the owner's.
asks_for_mount_target(statement) if {
	some condition in statement.conditions
	lower(condition.variable) == "elasticfilesystem:accessedviamounttarget"
}
