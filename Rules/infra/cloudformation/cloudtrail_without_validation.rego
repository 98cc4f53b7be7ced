# METADATA
# title: Trail whose files may be changed
# description: >-
#   Without digests nobody can prove afterwards that the log files of a trail are what was written.
# custom:
#   severity: medium
#   cwe: ["354"]
#   controls: [cis-aws-3.2, aws-fsbp-cloudtrail.4]
#   aliases: [AVD-AWS-0016, CKV_AWS_36]
#   input: cloudformation
#   remedy: >-
#     Set `EnableLogFileValidation: true`.
package infra.cloudformation.cloudtrail_without_validation

import data.infra.lib.cloudformation

deny contains finding if {
	some type in ["AWS::CloudTrail::Trail"]
	some resource in cloudformation.resources(type)
	cloudformation.is_off(resource.values, "EnableLogFileValidation")
	finding := cloudformation.finding(resource, "does not validate its files", object.get(resource.values, "EnableLogFileValidation", resource.address), "EnableLogFileValidation")
}
