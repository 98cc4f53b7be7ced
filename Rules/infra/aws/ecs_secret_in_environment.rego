# METADATA
# title: Secret in an ECS task's environment
# description: >-
#   Whoever may describe task definitions reads it, now and in each old revision, and so does everyone with the repository.
# custom:
#   severity: high
#   cwe: ["798"]
#   aliases: [AVD-AWS-0036]
#   input: terraform
#   remedy: Name it under `secrets` with `valueFrom` a parameter or a secret, and renew it.
package infra.aws.ecs_secret_in_environment

import data.infra.lib.aws_secrets
import data.infra.lib.terraform

deny contains terraform.finding_at(task, task.values.container_definitions, variable.name, message) if {
	some task in terraform.resources("aws_ecs_task_definition")
	some container in terraform.document(task, "container_definitions")
	some variable in container.environment
	is_secret(variable)
	message := sprintf("%s has the value of '%s' written out", [task.address, variable.name])
}

is_secret(variable) if {
	aws_secrets.is_secret_name(variable.name)
	aws_secrets.is_written_out(variable.value)
}

is_secret(variable) if aws_secrets.has_key(variable.value)
