# METADATA
# title: CloudFront distribution that speaks old TLS
# description: TLS 1.0 and 1.1 are withdrawn; what they protect can be attacked.
# custom:
#   severity: medium
#   cwe: ["326"]
#   aliases: [AVD-AWS-0013, CKV_AWS_174]
#   input: terraform
#   remedy: Use a certificate of your own with `minimum_protocol_version = "TLSv1.2_2021"`.
package infra.aws.cloudfront_old_tls

import data.infra.lib.terraform

version := ["viewer_certificate", 0, "minimum_protocol_version"]

deny contains terraform.finding(distribution, version, message) if {
	some distribution in terraform.resources("aws_cloudfront_distribution")
	terraform.has(distribution, ["viewer_certificate", 0])
	not terraform.is_on(distribution, ["viewer_certificate", 0, "cloudfront_default_certificate"])
	written := terraform.value_or(distribution, version, "TLSv1")
	written in {"SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"}
	message := sprintf("%s speaks '%s'", [distribution.address, written])
}
