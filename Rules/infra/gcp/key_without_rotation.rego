# METADATA
# title: Key that is not rotated
# description: The longer a key is in use, the more is lost with it.
# custom:
#   input: terraform
#   severity: low
#   cwe: ["324"]
#   controls: [cis-gcp-1.10]
#   aliases: [AVD-GCP-0065, CKV_GCP_43]
#   remedy: Set `rotation_period` to 90 days (7776000s) or less.
package infra.gcp.key_without_rotation

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_kms_crypto_key")
	terraform.value_or(instance, "purpose", "ENCRYPT_DECRYPT") == "ENCRYPT_DECRYPT"
	not is_rotated(instance)
	finding := terraform.finding(instance, "rotation_period", sprintf("%s is not rotated within 90 days", [instance.address]))
}

# Periods are written in seconds: "7776000s".
is_rotated(instance) if to_number(trim_suffix(terraform.value(instance, "rotation_period"), "s")) <= 7776000
