# METADATA
# title: Foreign identities without a condition
# description: >-
#   The provider gives tokens to all its customers. Without a condition a workflow of anybody's repository gets in.
# custom:
#   input: terraform
#   severity: high
#   cwe: ["287"]
#   aliases: [AVD-GCP-0068, CKV_GCP_118, CKV_GCP_125]
#   remedy: Compare the repository or its owner in `attribute_condition`.
package infra.gcp.identity_provider_without_condition

import data.infra.lib.terraform

shared := {"https://token.actions.githubusercontent.com", "https://gitlab.com", "https://app.terraform.io", "https://agent.buildkite.com"}

deny contains finding if {
	some instance in terraform.resources("google_iam_workload_identity_pool_provider")
	some oidc in terraform.blocks(instance, "oidc")
	trim_suffix(oidc.issuer_uri, "/") in shared
	not terraform.has(instance, "attribute_condition")
	finding := terraform.finding_at(
		instance, oidc.issuer_uri, "attribute_condition",
		sprintf("%s trusts every customer of '%s'", [instance.address, oidc.issuer_uri]),
	)
}
