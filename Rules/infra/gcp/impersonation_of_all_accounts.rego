# METADATA
# title: Impersonation of every service account
# description: >-
#   On a project, folder or organisation these roles let their holder act as every service account in it, the most
#   powerful included.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["269"]
#   controls: [cis-gcp-1.6]
#   aliases: [AVD-GCP-0005, AVD-GCP-0009, AVD-GCP-0011, CKV_GCP_41, CKV_GCP_44, CKV_GCP_45, CKV_GCP_46]
#   remedy: Grant the role on the one service account, with `google_service_account_iam_member`.
package infra.gcp.impersonation_of_all_accounts

import data.infra.lib.gcp
import data.infra.lib.terraform

roles := {"roles/iam.serviceAccountUser", "roles/iam.serviceAccountTokenCreator", "roles/iam.serviceAccountKeyAdmin", "roles/iam.workloadIdentityUser"}

deny contains finding if {
	some grant in gcp.grants
	regex.match(`^google_(project|folder|organization)_iam_`, grant.type)
	grant.role in roles
	finding := terraform.finding_at(
		grant.instance, grant.instance.values.role, grant.role,
		sprintf("%s lets its members act as every service account", [grant.instance.address]),
	)
}
