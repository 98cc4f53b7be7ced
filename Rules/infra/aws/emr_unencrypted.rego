# METADATA
# title: EMR without encryption
# description: A cluster keeps and exchanges the data it works on, on its disks, in S3 and between its nodes.
# custom:
#   severity: medium
#   cwe: ["311"]
#   aliases: [AVD-AWS-0137, AVD-AWS-0138, CKV_AWS_351]
#   input: terraform
#   remedy: Set `EnableAtRestEncryption` and `EnableInTransitEncryption` to true.
package infra.aws.emr_unencrypted

import data.infra.lib.terraform

deny contains terraform.finding_at(instance, instance.values.configuration, setting, message) if {
	some instance in terraform.resources("aws_emr_security_configuration")
	encryption := terraform.document(instance, "configuration").EncryptionConfiguration
	some setting in ["EnableAtRestEncryption", "EnableInTransitEncryption"]
	object.get(encryption, setting, false) == false
	message := sprintf("%s leaves '%s' off", [instance.address, setting])
}
