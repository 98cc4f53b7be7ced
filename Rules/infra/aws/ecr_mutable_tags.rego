# METADATA
# title: ECR repository whose tags can be moved
# description: >-
#   Whoever may push can put another image behind a tag that is already deployed, and the next start of a container runs it.
# custom:
#   severity: low
#   cwe: ["345"]
#   aliases: [AVD-AWS-0031, CKV_AWS_51]
#   input: terraform
#   remedy: Set `image_tag_mutability = "IMMUTABLE"`, or deploy by digest.
package infra.aws.ecr_mutable_tags

import data.infra.lib.terraform

deny contains terraform.finding(repository, "image_tag_mutability", message) if {
	some repository in terraform.resources("aws_ecr_repository")
	terraform.value_or(repository, "image_tag_mutability", "MUTABLE") == "MUTABLE"
	message := sprintf("tags of %s can be moved", [repository.address])
}
