# METADATA
# title: Machine that everybody of the project may log in to
# description: >-
#   SSH keys of the project open every machine that does not refuse them, so one stolen key opens all.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["284"]
#   controls: [cis-gcp-4.3]
#   aliases: [AVD-GCP-0030]
#   remedy: >-
#     "Set `block-project-ssh-keys` to \"TRUE\", or use OS Login."
package infra.gcp.instance_project_keys

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some machine in gcp.machines
	value := machine.values.metadata["block-project-ssh-keys"]
	lower(sprintf("%v", [value])) in {"false", "0"}
	finding := terraform.finding_at(machine, value, "block-project-ssh-keys", sprintf("%s takes the project's SSH keys", [machine.address]))
}
