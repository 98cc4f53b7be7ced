# METADATA
# title: Privileged container in a task
# description: >-
#   A privileged container can do on its host whatever root can, reading the credentials of other tasks included.
# custom:
#   severity: high
#   cwe: ["250"]
#   controls: [aws-fsbp-ecs.4]
#   aliases: [CKV_AWS_334]
#   input: cloudformation
#   remedy: Remove `Privileged`; add the single capabilities the container needs.
package infra.cloudformation.ecs_privileged_container

import data.infra.lib.cloudformation

deny contains finding if {
	some task in cloudformation.resources("AWS::ECS::TaskDefinition")
	some container in task.values.ContainerDefinitions
	cloudformation.is_on(container, "Privileged")
	finding := cloudformation.finding(task, sprintf("runs the container '%s' privileged", [container.Name]), container.Privileged, container.Name)
}
