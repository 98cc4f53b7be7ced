# METADATA
# title: SSM document shared with everyone
# description: Documents tell how your machines are run, and often more. This one may be read by every account.
# custom:
#   severity: high
#   cwe: ["668"]
#   aliases: [CKV_AWS_303]
#   input: terraform
#   remedy: Share with single accounts, or with none.
package infra.aws.ssm_public_document

import data.infra.lib.terraform

deny contains terraform.finding(document, "permissions", message) if {
	some document in terraform.resources("aws_ssm_document")
	lower(terraform.value(document, ["permissions", "account_ids"])) == "all"
	message := sprintf("%s is shared with everyone", [document.address])
}
