# METADATA
# title: Volume that is not encrypted
# description: >-
#   The data and snapshots of a volume that is not encrypted can be read by whoever gets hold of them.
# custom:
#   severity: medium
#   cwe: ["311"]
#   controls: [aws-fsbp-ec2.7]
#   aliases: [AVD-AWS-0026, CKV_AWS_3]
#   input: cloudformation
#   remedy: >-
#     Set `Encrypted: true`.
package infra.cloudformation.ebs_unencrypted

import data.infra.lib.cloudformation

deny contains finding if {
	some type in ["AWS::EC2::Volume"]
	some resource in cloudformation.resources(type)
	cloudformation.is_off(resource.values, "Encrypted")
	finding := cloudformation.finding(resource, "is not encrypted", object.get(resource.values, "Encrypted", resource.address), "Encrypted")
}
