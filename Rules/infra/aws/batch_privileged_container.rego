# METADATA
# title: Batch job with a privileged container
# description: A privileged container has the rights of its host's root, and with the host every other job on it.
# custom:
#   severity: high
#   cwe: ["250"]
#   aliases: [CKV_AWS_210]
#   input: terraform
#   fix: {from: "true", to: "false"}
#   remedy: Set `privileged` to false.
package infra.aws.batch_privileged_container

import data.infra.lib.terraform

deny contains terraform.finding(job, "container_properties", message) if {
	some job in terraform.resources("aws_batch_job_definition")
	terraform.document(job, "container_properties").privileged == true
	message := sprintf("%s runs privileged", [job.address])
}
