# METADATA
# title: Default security group that lets things through
# description: Whatever is started without a group of its own gets the default one, with all of its rules.
# custom:
#   severity: low
#   cwe: ["1188"]
#   controls: [cis-aws-3.0-5.4]
#   aliases: [CKV2_AWS_12]
#   input: terraform
#   remedy: Leave `ingress` and `egress` out of `aws_default_security_group`, which empties it.
package infra.aws.default_security_group_with_rules

import data.infra.lib.terraform

deny contains terraform.finding(group, direction, message) if {
	some group in terraform.resources("aws_default_security_group")
	some direction in ["ingress", "egress"]
	count(terraform.blocks(group, direction)) > 0
	message := sprintf("%s has rules for %s", [group.address, direction])
}
