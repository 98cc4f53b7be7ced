# METADATA
# title: Load balancer that accepts old TLS
# description: TLS 1.0 and 1.1 have known weaknesses and were withdrawn in 2021. They are the default.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["327"]
#   controls: [cis-gcp-3.9]
#   aliases: [AVD-GCP-0039, CKV_GCP_4]
#   remedy: >-
#     "Set `min_tls_version` to TLS_1_2 and `profile` to MODERN."
package infra.gcp.old_tls

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_compute_ssl_policy")
	terraform.value_or(instance, "min_tls_version", "TLS_1_0") in {"TLS_1_0", "TLS_1_1"}
	finding := terraform.finding(instance, "min_tls_version", sprintf("%s accepts TLS before 1.2", [instance.address]))
}
