# METADATA
# title: Right for everybody
# description: >-
#   allUsers is everybody on the internet, allAuthenticatedUsers everybody who has any Google account. Keys, secrets,
#   topics and images are hardly meant for them.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["284"]
#   controls: [cis-gcp-1.9]
#   aliases: [CKV_GCP_101, CKV_GCP_112]
#   remedy: Grant the role to the accounts that need it.
package infra.gcp.right_for_everybody

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some grant in gcp.open_grants
	not regex.match(`^google_(storage_bucket|bigquery_\w+|cloud_run_\w+|cloudfunctions2?_function|endpoints_service|iap_\w+)_iam_`, grant.type)
	finding := terraform.finding_at(
		grant.instance, grant.member, sprintf("%s %s", [grant.role, grant.member]),
		sprintf("%s gives '%s' to %s", [grant.instance.address, grant.role, grant.member]),
	)
}
