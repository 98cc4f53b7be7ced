# METADATA
# title: Key that is never rotated
# description: >-
#   The longer a key is used, the more is lost with it; rotation by AWS costs no change anywhere.
# custom:
#   severity: medium
#   cwe: ["326"]
#   controls: [cis-aws-3.6, aws-fsbp-kms.4]
#   aliases: [AVD-AWS-0065, CKV_AWS_7]
#   input: cloudformation
#   remedy: >-
#     Set `EnableKeyRotation: true`.
package infra.cloudformation.kms_without_rotation

import data.infra.lib.cloudformation

deny contains finding if {
	some key in cloudformation.resources("AWS::KMS::Key")

	# Only symmetric keys that encrypt, with material of AWS, can be rotated.
	cloudformation.property(key.values, "KeySpec", "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
	cloudformation.property(key.values, "Origin", "AWS_KMS") == "AWS_KMS"
	cloudformation.is_off(key.values, "EnableKeyRotation")
	finding := cloudformation.finding(key, "is never rotated", object.get(key.values, "EnableKeyRotation", key.address), "EnableKeyRotation")
}
