# METADATA
# title: Service that everybody may call
# description: >-
#   The platform asks nobody who they are; the program itself has to. Meant for public sites, and for them alone.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["306"]
#   aliases: [CKV_GCP_102, CKV_GCP_107]
#   remedy: Remove the binding where only known callers use the service.
package infra.gcp.service_for_everybody

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some grant in gcp.open_grants
	regex.match(`^google_(cloud_run_\w+|cloudfunctions2?_function)_iam_`, grant.type)
	finding := terraform.finding_at(
		grant.instance, grant.member, grant.member,
		sprintf("%s lets %s call", [grant.instance.address, grant.member]),
	)
}
