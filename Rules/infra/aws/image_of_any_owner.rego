# METADATA
# title: Machine image by whoever publishes one
# description: >-
#   The newest image of a name, without an owner, is the attacker's who publishes one of that name tomorrow. Machines then start
#   with it.
# custom:
#   severity: high
#   cwe: ["345"]
#   aliases: [CKV_AWS_386]
#   input: terraform
#   remedy: Give `owners`, such as `["amazon"]` or an account's number.
package infra.aws.image_of_any_owner

import data.infra.lib.terraform

deny contains terraform.finding(image, "most_recent", message) if {
	some image in terraform.data_sources("aws_ami")
	terraform.is_on(image, "most_recent")
	count(terraform.blocks(image, "owners")) == 0
	not is_narrowed(image)
	message := sprintf("%s takes the newest image whoever published it", [image.address])
}

is_narrowed(image) if {
	some filter in terraform.blocks(image, "filter")
	filter.name in {"owner-id", "owner-alias", "image-id", "product-code"}
}
