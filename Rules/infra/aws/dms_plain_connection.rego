# METADATA
# title: Migration over plain connections
# description: Every row that is migrated, and the database's password, go over the network as they are.
# custom:
#   severity: medium
#   cwe: ["319"]
#   input: terraform
#   remedy: Set `ssl_mode` to `require`, or better `verify-full` with a certificate.
package infra.aws.dms_plain_connection

import data.infra.lib.terraform

deny contains terraform.finding(endpoint, "ssl_mode", message) if {
	some endpoint in terraform.resources("aws_dms_endpoint")
	terraform.value_or(endpoint, "ssl_mode", "none") == "none"
	not terraform.value_or(endpoint, "engine_name", "") in {"dynamodb", "kinesis", "opensearch", "s3"}
	message := sprintf("%s speaks in plain", [endpoint.address])
}
