# METADATA
# title: Search domain that speaks old TLS
# description: TLS 1.0 and 1.1 are withdrawn; what they protect can be attacked.
# custom:
#   severity: medium
#   cwe: ["326"]
#   aliases: [AVD-AWS-0126, CKV_AWS_228]
#   input: terraform
#   remedy: Set `tls_security_policy` to `Policy-Min-TLS-1-2-2019-07` or newer.
package infra.aws.opensearch_old_tls

import data.infra.lib.terraform

policy := ["domain_endpoint_options", 0, "tls_security_policy"]

deny contains terraform.finding(domain, policy, message) if {
	some type in ["aws_elasticsearch_domain", "aws_opensearch_domain"]
	some domain in terraform.resources(type)
	terraform.value_or(domain, policy, "Policy-Min-TLS-1-0-2019-07") == "Policy-Min-TLS-1-0-2019-07"
	message := sprintf("%s speaks TLS 1.0", [domain.address])
}
