# METADATA
# title: MySQL that loads files of its clients
# description: With `local_infile` an injected statement reads files from the machine of the client.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["610"]
#   controls: [cis-gcp-6.1.3]
#   aliases: [AVD-GCP-0026, CKV_GCP_50]
#   remedy: Set the flag `local_infile` to off.
package infra.gcp.mysql_local_files

import data.infra.lib.gcp
import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_sql_database_instance")
	gcp.is_mysql(instance)
	flag := gcp.flag(instance, "local_infile")
	lower(flag.value) == "on"
	finding := terraform.finding_at(instance, flag.value, "local_infile", sprintf("%s loads files of its clients", [instance.address]))
}
