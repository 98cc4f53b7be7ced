# METADATA
# title: Right for a single person
# description: Rights that hang on persons are forgotten when the persons move on.
# custom:
#   input: terraform
#   severity: info
#   cwe: ["269"]
#   aliases: [AVD-GCP-0003]
#   remedy: Grant the role to a group.
package infra.gcp.right_for_a_person

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some grant in gcp.grants
	regex.match(`^google_(project|folder|organization)_iam_`, grant.type)
	not gcp.is_account(grant.instance)
	startswith(grant.member, "user:")
	finding := terraform.finding_at(
		grant.instance, grant.member, sprintf("%s %s", [grant.role, grant.member]),
		sprintf("%s gives '%s' to a person", [grant.instance.address, grant.role]),
	)
}
