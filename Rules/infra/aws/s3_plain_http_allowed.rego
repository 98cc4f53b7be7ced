# METADATA
# title: S3 bucket whose policy takes plain HTTP
# description: >-
#   S3 answers over HTTP as over HTTPS unless the bucket's policy denies it. What goes over HTTP can be read and changed on
#   its way.
# custom:
#   severity: low
#   cwe: ["319"]
#   controls: [cis-aws-3.0-2.1.1]
#   aliases: [CKV_AWS_379]
#   input: terraform
#   remedy: Add a statement that denies `s3:*` to everybody where `aws:SecureTransport` is false.
package infra.aws.s3_plain_http_allowed

import data.infra.lib.aws_policy
import data.infra.lib.terraform

deny contains terraform.finding(instance, "policy", message) if {
	some instance in terraform.resources("aws_s3_bucket_policy")
	count(aws_policy.statements(instance, "policy")) > 0
	not denies_plain_http(instance)
	message := sprintf("%s does not deny plain HTTP", [instance.address])
}

denies_plain_http(instance) if {
	some statement in aws_policy.statements(instance, "policy")
	statement.effect == "Deny"
	some condition in statement.conditions
	lower(condition.variable) in {"aws:securetransport", "s3:tlsversion"}
}
