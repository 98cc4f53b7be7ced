# METADATA
# title: Machine with the default service account
# description: >-
#   The default account is an editor of the whole project. With the scope of the whole platform every program on the
#   machine is one, too.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["269"]
#   controls: [cis-gcp-4.2]
#   aliases: [AVD-GCP-0044, CKV_GCP_30, CKV_GCP_32]
#   remedy: Make a service account for the machine, with the roles that it uses.
package infra.gcp.instance_default_account

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some machine in gcp.machines
	some account in terraform.blocks(machine, "service_account")
	is_default(account)
	is_wide(account)
	finding := terraform.finding_at(machine, account, "service_account", sprintf("%s may do what the project's editors may", [machine.address]))
}

is_default(account) if object.get(account, "email", null) == null

is_default(account) if endswith(account.email, "-compute@developer.gserviceaccount.com")

is_wide(account) if {
	some scope in account.scopes
	scope in {"cloud-platform", "https://www.googleapis.com/auth/cloud-platform"}
}
