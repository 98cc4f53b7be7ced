# METADATA
# title: Zone signed by SHA-1
# description: Texts with equal SHA-1 can be made, and with them a forged record that the signature holds for.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["327"]
#   controls: [cis-gcp-3.4, cis-gcp-3.5]
#   aliases: [AVD-GCP-0012, CKV_GCP_17]
#   remedy: Use rsasha256 or ecdsap256sha256.
package infra.gcp.zone_weak_key

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_dns_managed_zone")
	some block in terraform.blocks(instance, "dnssec_config")
	some spec in block.default_key_specs
	spec.algorithm == "rsasha1"
	finding := terraform.finding_at(instance, spec.algorithm, object.get(spec, "key_type", ""), sprintf("%s is signed by SHA-1", [instance.address]))
}
