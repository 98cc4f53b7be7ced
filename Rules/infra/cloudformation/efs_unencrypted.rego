# METADATA
# title: File system that is not encrypted
# description: >-
#   What lies in a file system that is not encrypted can be read from its storage, and encryption cannot be switched
#   on later.
# custom:
#   severity: medium
#   cwe: ["311"]
#   controls: [aws-fsbp-efs.1]
#   aliases: [AVD-AWS-0037, CKV_AWS_42]
#   input: cloudformation
#   remedy: >-
#     Set `Encrypted: true`.
package infra.cloudformation.efs_unencrypted

import data.infra.lib.cloudformation

deny contains finding if {
	some type in ["AWS::EFS::FileSystem"]
	some resource in cloudformation.resources(type)
	cloudformation.is_off(resource.values, "Encrypted")
	finding := cloudformation.finding(resource, "is not encrypted", object.get(resource.values, "Encrypted", resource.address), "Encrypted")
}
