# METADATA
# title: Instance metadata without token
# description: >-
#   With the first version of the metadata service, one request that an application can be tricked into hands out
#   the credentials of its role.
# custom:
#   severity: high
#   cwe: ["918"]
#   controls: [aws-fsbp-ec2.8]
#   aliases: [AVD-AWS-0028, AVD-AWS-0130, CKV_AWS_79]
#   input: cloudformation
#   remedy: >-
#     Set `HttpTokens: required` in `MetadataOptions`.
package infra.cloudformation.ec2_metadata_without_token

import data.infra.lib.cloudformation

settings contains [resource, object.get(resource.values, "LaunchTemplateData", {})] if {
	some resource in cloudformation.resources("AWS::EC2::LaunchTemplate")
}

settings contains [resource, resource.values] if {
	some resource in cloudformation.resources("AWS::AutoScaling::LaunchConfiguration")
}

deny contains finding if {
	some [resource, setting] in settings
	options := object.get(setting, "MetadataOptions", {})
	object.get(options, "HttpEndpoint", "enabled") != "disabled"
	object.get(options, "HttpTokens", "optional") != "required"
	finding := cloudformation.finding(resource, "gives metadata without a token", object.get(options, "HttpTokens", resource.address), "HttpTokens")
}
