# METADATA
# title: Load balancer that logs no access
# description: Without its log nobody can tell afterwards who sent what.
# custom:
#   severity: low
#   cwe: ["778"]
#   aliases: [CKV_AWS_91, CKV_AWS_92]
#   input: terraform
#   remedy: Add `access_logs` with a bucket and `enabled = true`.
package infra.aws.load_balancer_without_access_log

import data.infra.lib.terraform

deny contains terraform.finding(balancer, ["access_logs", 0, "enabled"], message) if {
	some type, fallback in {"aws_lb": false, "aws_alb": false, "aws_elb": true}
	some balancer in terraform.resources(type)
	not logs(balancer, fallback)
	message := sprintf("%s logs no access", [balancer.address])
}

logs(balancer, fallback) if {
	some log in terraform.blocks(balancer, "access_logs")
	terraform.yes(object.get(log, "enabled", fallback))
}
