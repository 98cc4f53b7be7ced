# METADATA
# title: Machine image shared with everyone
# description: A public image shows its disk to everyone, with keys, source code and histories that were left on it.
# custom:
#   severity: high
#   cwe: ["668"]
#   aliases: [CKV_AWS_205]
#   input: terraform
#   remedy: Share the image with single accounts (`account_id`) or an organisation (`organization_arn`).
package infra.aws.public_image

import data.infra.lib.terraform

deny contains terraform.finding(instance, "group", message) if {
	some instance in terraform.resources("aws_ami_launch_permission")
	terraform.value(instance, "group") == "all"
	message := sprintf("%s shares an image with everyone", [instance.address])
}
