# METADATA
# title: Machine with logins of its own
# description: >-
#   SSH keys in the metadata belong to nobody in particular and outlast whoever left. OS Login ties them to accounts.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["287"]
#   controls: [cis-gcp-4.4]
#   aliases: [AVD-GCP-0036, AVD-GCP-0042, CKV_GCP_33, CKV_GCP_34]
#   remedy: >-
#     "Set `enable-oslogin` to \"TRUE\" for the project."
package infra.gcp.instance_without_os_login

import data.infra.lib.gcp
import data.infra.lib.terraform

owners := array.concat(gcp.machines, terraform.resources("google_compute_project_metadata"))

deny contains finding if {
	some owner in owners
	value := owner.values.metadata["enable-oslogin"]
	lower(sprintf("%v", [value])) in {"false", "0"}
	finding := terraform.finding_at(owner, value, "enable-oslogin", sprintf("%s switches OS Login off", [owner.address]))
}
