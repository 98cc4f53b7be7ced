# METADATA
# title: CloudTrail without a key of its owner's
# description: Whoever may read the bucket reads the records; a key would ask them a second time.
# custom:
#   severity: low
#   cwe: ["311"]
#   controls: [cis-aws-3.0-3.5]
#   aliases: [AVD-AWS-0015, CKV_AWS_35]
#   input: terraform
#   remedy: Set `kms_key_id`.
package infra.aws.cloudtrail_without_customer_key

import data.infra.lib.terraform

deny contains terraform.finding(trail, "kms_key_id", message) if {
	some trail in terraform.resources("aws_cloudtrail")
	not terraform.has(trail, "kms_key_id")
	message := sprintf("%s names no key", [trail.address])
}
