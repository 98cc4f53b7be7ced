# METADATA
# title: Disk of an instance without encryption
# description: >-
#   An unencrypted disk can be read from a snapshot that is copied or shared by mistake; its data outlives the instance.
# custom:
#   severity: medium
#   cwe: ["311"]
#   controls: [cis-aws-3.0-2.2.1]
#   aliases: [AVD-AWS-0008, AVD-AWS-0122, AVD-AWS-0131, CKV_AWS_8]
#   input: terraform
#   remedy: Set `encrypted = true` on the device, or turn on `aws_ebs_encryption_by_default` for the account.
package infra.aws.unencrypted_block_device

import data.infra.lib.terraform

deny contains terraform.finding(instance, ["root_block_device", 0, "encrypted"], message) if {
	some type in ["aws_instance", "aws_launch_configuration"]
	some instance in terraform.resources(type)
	not terraform.has(instance, "launch_template")
	not terraform.is_on(instance, ["root_block_device", 0, "encrypted"])
	not is_default
	message := sprintf("the root device of %s is not encrypted", [instance.address])
}

deny contains terraform.finding_at(instance, place(device), key, message) if {
	some type in ["aws_instance", "aws_launch_configuration"]
	some instance in terraform.resources(type)
	some device in terraform.blocks(instance, "ebs_block_device")
	not terraform.yes(object.get(device, "encrypted", null))
	object.get(device, "snapshot_id", null) == null
	not is_default
	name := object.get(device, "device_name", "unnamed")
	key := concat(" ", ["ebs_block_device", name])
	message := sprintf("device '%s' of %s is not encrypted", [name, instance.address])
}

deny contains terraform.finding_at(template, place(ebs), key, message) if {
	some template in terraform.resources("aws_launch_template")
	some device in terraform.blocks(template, "block_device_mappings")
	some ebs in terraform.list(object.get(device, "ebs", null))
	not terraform.yes(object.get(ebs, "encrypted", null))
	object.get(ebs, "snapshot_id", null) == null
	not is_default
	name := object.get(device, "device_name", "unnamed")
	key := concat(" ", ["block_device_mappings", name])
	message := sprintf("device '%s' of %s is not encrypted", [name, template.address])
}

place(device) := object.get(device, "encrypted", device)

is_default if {
	some setting in terraform.resources("aws_ebs_encryption_by_default")
	terraform.yes(terraform.value_or(setting, "enabled", true))
}
