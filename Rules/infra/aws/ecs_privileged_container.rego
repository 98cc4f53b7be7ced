# METADATA
# title: ECS task with a privileged container
# description: A privileged container has the rights of its host's root, and with the host every other task on it.
# custom:
#   severity: high
#   cwe: ["250"]
#   aliases: [CKV_AWS_334]
#   input: terraform
#   fix: {from: "true", to: "false"}
#   remedy: Set `privileged` to false; add the one capability that is needed under `linuxParameters`.
package infra.aws.ecs_privileged_container

import data.infra.lib.terraform

deny contains terraform.finding_at(task, task.values.container_definitions, container.name, message) if {
	some task in terraform.resources("aws_ecs_task_definition")
	some container in terraform.document(task, "container_definitions")
	container.privileged == true
	message := sprintf("container '%s' of %s is privileged", [container.name, task.address])
}
