# METADATA
# title: ECR repository whose images nobody scans
# description: Known holes in an image's packages stay unknown until something else finds them.
# custom:
#   severity: low
#   cwe: ["1104"]
#   aliases: [AVD-AWS-0030, CKV_AWS_163]
#   input: terraform
#   remedy: Set `scan_on_push = true`, or scan the whole registry by `aws_ecr_registry_scanning_configuration`.
package infra.aws.ecr_images_unscanned

import data.infra.lib.terraform

scan := ["image_scanning_configuration", 0, "scan_on_push"]

deny contains terraform.finding(repository, scan, message) if {
	some repository in terraform.resources("aws_ecr_repository")
	not terraform.is_on(repository, scan)
	terraform.resources("aws_ecr_registry_scanning_configuration") == []
	message := sprintf("images of %s are not scanned", [repository.address])
}
