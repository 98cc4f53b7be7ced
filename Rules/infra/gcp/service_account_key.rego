# METADATA
# title: Key of a service account
# description: The key works from anywhere until somebody deletes it, and stands in the state file.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["324"]
#   controls: [cis-gcp-1.4]
#   remedy: Let the program run as the account, or use workload identity federation.
package infra.gcp.service_account_key

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_service_account_key")
	finding := terraform.finding(instance, "key", sprintf("%s makes a key without an end", [instance.address]))
}
