# METADATA
# title: AWS Config that looks at some regions alone
# description: What is made in the other regions is in no inventory.
# custom:
#   severity: low
#   cwe: ["778"]
#   controls: [cis-aws-3.0-3.3]
#   aliases: [AVD-AWS-0019, CKV_AWS_121]
#   input: terraform
#   remedy: Set `all_regions = true`.
package infra.aws.config_without_all_regions

import data.infra.lib.terraform

deny contains terraform.finding_at(aggregator, object.get(source, "all_regions", source), name, message) if {
	some aggregator in terraform.resources("aws_config_configuration_aggregator")
	some name in ["account_aggregation_source", "organization_aggregation_source"]
	some source in terraform.blocks(aggregator, name)
	not terraform.yes(object.get(source, "all_regions", false))
	message := sprintf("%s looks at some regions alone", [aggregator.address])
}
