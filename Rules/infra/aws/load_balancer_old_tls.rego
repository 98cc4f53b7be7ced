# METADATA
# title: Load balancer that speaks old TLS
# description: TLS 1.0 and 1.1 are withdrawn; what they protect can be attacked.
# custom:
#   severity: medium
#   cwe: ["326"]
#   aliases: [AVD-AWS-0047, CKV_AWS_103, CKV_AWS_213]
#   input: terraform
#   remedy: Set `ssl_policy` to `ELBSecurityPolicy-TLS13-1-2-2021-06` or newer.
package infra.aws.load_balancer_old_tls

import data.infra.lib.terraform

deny contains terraform.finding(listener, "ssl_policy", message) if {
	some type in ["aws_lb_listener", "aws_alb_listener"]
	some listener in terraform.resources(type)
	terraform.value(listener, "protocol") in {"HTTPS", "TLS"}
	policy := terraform.value_or(listener, "ssl_policy", "ELBSecurityPolicy-2016-08")
	is_old(policy)
	message := sprintf("%s speaks TLS 1.0 or 1.1 by policy '%s'", [listener.address, policy])
}

is_old(policy) if {
	regex.match(`^ELBSecurityPolicy-(20[0-9]{2}-[0-9]{2}|TLS-1-[01]-.*|FS-2018-06|FS-1-1-.*|TLS13-1-[01]-.*)$`, policy)
}
