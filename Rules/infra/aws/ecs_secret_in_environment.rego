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
	aws_secrets.is_secret(variable.name, variable.value)
	message := sprintf("%s has the value of '%s' written out", [task.address, variable.name])
}
