# METADATA
# title: Zone without DNSSEC
# description: Answers about the zone can be forged on the way.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["345"]
#   controls: [cis-gcp-3.3]
#   aliases: [AVD-GCP-0013, CKV_GCP_16]
#   remedy: >-
#     "Add `dnssec_config { state = \"on\" }`."
package infra.gcp.zone_without_dnssec

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_dns_managed_zone")
	terraform.value_or(instance, "visibility", "public") == "public"
	not is_signed(instance)
	finding := terraform.finding(instance, "dnssec_config", sprintf("%s is not signed", [instance.address]))
}

is_signed(instance) if {
	some block in terraform.blocks(instance, "dnssec_config")
	terraform.coalesce(object.get(block, "state", null), "on") in {"on", "transfer"}
}
