# METADATA
# title: Owner or editor of a whole project
# description: >-
#   These roles hold nearly every right of everything in the project, and grow with every new service.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["269"]
#   controls: [cis-gcp-1.5]
#   aliases: [AVD-GCP-0007, CKV_GCP_49, CKV_GCP_115, CKV_GCP_116, CKV_GCP_117]
#   remedy: Grant the roles of the services that are used.
package infra.gcp.basic_role

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some grant in gcp.grants
	regex.match(`^google_(project|folder|organization)_iam_`, grant.type)
	grant.role in {"roles/owner", "roles/editor"}
	finding := terraform.finding_at(
		grant.instance, grant.instance.values.role, grant.role,
		sprintf("%s gives '%s' over all that is in it", [grant.instance.address, grant.role]),
	)
}
