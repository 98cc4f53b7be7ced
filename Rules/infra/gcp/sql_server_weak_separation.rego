# METADATA
# title: SQL Server whose databases share their users
# description: >-
#   With these options the owner of one database reaches the others, or makes users that the server does not know of.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["284"]
#   controls: [cis-gcp-6.3.2, cis-gcp-6.3.7]
#   aliases: [AVD-GCP-0019, AVD-GCP-0023, CKV_GCP_58, CKV_GCP_59]
#   remedy: Set the flag to off.
package infra.gcp.sql_server_weak_separation

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_sql_database_instance")
	gcp.is_sql_server(instance)
	some name in ["cross db ownership chaining", "contained database authentication"]
	flag := gcp.flag(instance, name)
	lower(flag.value) == "on"
	finding := terraform.finding_at(instance, flag.value, name, sprintf("%s switches '%s' on", [instance.address, name]))
}
