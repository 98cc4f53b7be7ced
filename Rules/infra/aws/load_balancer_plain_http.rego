# METADATA
# title: Load balancer that serves plain HTTP
# description: Cookies, passwords and answers go over the internet as they are, and anyone on the way can change them.
# custom:
#   severity: medium
#   cwe: ["319"]
#   aliases: [AVD-AWS-0054, CKV_AWS_2, CKV_AWS_376]
#   input: terraform
#   remedy: Listen with HTTPS; let port 80 do nothing but redirect to it.
package infra.aws.load_balancer_plain_http

import data.infra.lib.terraform

deny contains terraform.finding(listener, "protocol", message) if {
	some type in ["aws_lb_listener", "aws_alb_listener"]
	some listener in terraform.resources(type)
	terraform.value(listener, "protocol") == "HTTP"
	not redirects(listener)
	not is_for_gateways(listener)
	message := sprintf("%s serves plain HTTP", [listener.address])
}

deny contains terraform.finding_at(balancer, listener.lb_protocol, key, message) if {
	some balancer in terraform.resources("aws_elb")
	some listener in terraform.blocks(balancer, "listener")
	lower(listener.lb_protocol) == "http"
	key := sprintf("listener %v", [object.get(listener, "lb_port", "")])
	message := sprintf("%s serves plain HTTP", [balancer.address])
}

redirects(listener) if {
	some action in terraform.blocks(listener, "default_action")
	some redirect in terraform.list(object.get(action, "redirect", null))
	object.get(redirect, "protocol", "#{protocol}") == "HTTPS"
}

is_for_gateways(listener) if {
	some type in ["aws_lb", "aws_alb"]
	some balancer in terraform.resources(type)
	terraform.refers(listener, "load_balancer_arn", balancer)
	terraform.value(balancer, "load_balancer_type") == "gateway"
}
