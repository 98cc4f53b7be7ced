# METADATA
# title: PostgreSQL that does not log
# description: >-
#   Logs of connections, waits and checkpoints are what shows an attack, and what is asked for after one.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["778"]
#   controls: [cis-gcp-6.2.2, cis-gcp-6.2.3]
#   aliases: [AVD-GCP-0014, AVD-GCP-0016, AVD-GCP-0020, AVD-GCP-0022, AVD-GCP-0025, CKV_GCP_51, CKV_GCP_52, CKV_GCP_53, CKV_GCP_54]
#   remedy: Set the flag to on.
package infra.gcp.postgresql_logging_off

import data.infra.lib.gcp
import data.infra.lib.terraform

flags := ["log_checkpoints", "log_connections", "log_disconnections", "log_lock_waits"]

deny contains finding if {
	some instance in terraform.resources("google_sql_database_instance")
	gcp.is_postgresql(instance)
	some name in flags
	flag := gcp.flag(instance, name)
	lower(flag.value) == "off"
	finding := terraform.finding_at(instance, flag.value, name, sprintf("%s switches '%s' off", [instance.address, name]))
}
