# METADATA
# title: Database port open to the internet
# description: Everybody can try passwords and newly found flaws on the database.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["284"]
#   aliases: [AVD-GCP-0027]
#   remedy: Name the addresses that use it.
package infra.gcp.open_database_port

import data.infra.lib.gcp
import data.infra.lib.terraform

ports := {1433, 1521, 3306, 5432, 6379, 9200, 11211, 27017}

deny contains finding if {
	some entry in gcp.open_firewalls
	not gcp.opens_all(entry.instance)
	some port in ports
	gcp.opens(entry.instance, "tcp", port)
	finding := terraform.finding_at(
		entry.instance, entry.at, sprintf("%d", [port]),
		sprintf("%s lets any address in to port %d", [entry.instance.address, port]),
	)
}
