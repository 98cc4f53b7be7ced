# METADATA
# title: ECS task that mounts EFS in plain
# description: Files go over the network as they are.
# custom:
#   severity: medium
#   cwe: ["319"]
#   aliases: [AVD-AWS-0035, CKV_AWS_97]
#   input: terraform
#   remedy: Set `transit_encryption = "ENABLED"` in `efs_volume_configuration`.
package infra.aws.ecs_plain_file_system

import data.infra.lib.terraform

deny contains terraform.finding_at(task, object.get(config, "transit_encryption", config), volume.name, message) if {
	some task in terraform.resources("aws_ecs_task_definition")
	some volume in terraform.blocks(task, "volume")
	some config in terraform.list(object.get(volume, "efs_volume_configuration", null))
	object.get(config, "transit_encryption", "DISABLED") == "DISABLED"
	message := sprintf("volume '%s' of %s goes over the network in plain", [volume.name, task.address])
}
