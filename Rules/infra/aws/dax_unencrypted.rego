# METADATA
# title: DAX cluster without encryption
# description: The cache of a table holds the table's data, on disks that are not encrypted unless one says so.
# custom:
#   severity: medium
#   cwe: ["311"]
#   aliases: [AVD-AWS-0023, CKV_AWS_47]
#   input: terraform
#   remedy: Add `server_side_encryption { enabled = true }`.
package infra.aws.dax_unencrypted

import data.infra.lib.terraform

deny contains terraform.finding(cluster, ["server_side_encryption", 0, "enabled"], message) if {
	some cluster in terraform.resources("aws_dax_cluster")
	not terraform.is_on(cluster, ["server_side_encryption", 0, "enabled"])
	message := sprintf("%s is not encrypted", [cluster.address])
}
