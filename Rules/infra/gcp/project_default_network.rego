# METADATA
# title: Project with the default network
# description: The network that comes with a project lets everybody on the internet in to SSH and RDP.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["1188"]
#   controls: [cis-gcp-3.1]
#   aliases: [AVD-GCP-0010, CKV_GCP_27]
#   remedy: Set `auto_create_network` to false.
package infra.gcp.project_default_network

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_project")
	not terraform.is_off(instance, "auto_create_network")
	finding := terraform.finding(instance, "auto_create_network", sprintf("%s gets the default network", [instance.address]))
}
