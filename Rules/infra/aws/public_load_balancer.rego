# METADATA
# title: Load balancer open to the internet
# description: What it serves is served to everyone. That may be its purpose; then it is worth knowing.
# custom:
#   severity: low
#   cwe: ["668"]
#   aliases: [AVD-AWS-0053]
#   input: terraform
#   remedy: Set `internal = true` where only your own network uses it; else put a web application firewall before it.
package infra.aws.public_load_balancer

import data.infra.lib.terraform

deny contains terraform.finding(balancer, "internal", message) if {
	some type in ["aws_lb", "aws_alb", "aws_elb"]
	some balancer in terraform.resources(type)
	not terraform.is_on(balancer, "internal")
	terraform.value_or(balancer, "load_balancer_type", "application") != "gateway"
	message := sprintf("%s is open to the internet", [balancer.address])
}
