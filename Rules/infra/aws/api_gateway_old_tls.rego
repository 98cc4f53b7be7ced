# METADATA
# title: API domain that speaks old TLS
# description: TLS 1.0 is withdrawn; what it protects can be attacked.
# custom:
#   severity: medium
#   cwe: ["326"]
#   aliases: [AVD-AWS-0005, CKV_AWS_206]
#   input: terraform
#   remedy: Set `security_policy = "TLS_1_2"`.
package infra.aws.api_gateway_old_tls

import data.infra.lib.terraform

deny contains terraform.finding(domain, "security_policy", message) if {
	some domain in terraform.resources("aws_api_gateway_domain_name")
	terraform.value(domain, "security_policy") == "TLS_1_0"
	message := sprintf("%s speaks TLS 1.0", [domain.address])
}
