# METADATA
# title: Database that is not encrypted
# description: >-
#   Snapshots and disks of a database that is not encrypted can be read by whoever gets hold of them, and encryption
#   cannot be added later without a copy.
# custom:
#   severity: high
#   cwe: ["311"]
#   controls: [aws-fsbp-rds.3]
#   aliases: [AVD-AWS-0079, AVD-AWS-0080, CKV_AWS_16, CKV_AWS_96]
#   input: cloudformation
#   remedy: >-
#     Set `StorageEncrypted: true`.
package infra.cloudformation.rds_unencrypted

import data.infra.lib.cloudformation

deny contains finding if {
	some type in ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::Neptune::DBCluster", "AWS::DocDB::DBCluster"]
	some resource in cloudformation.resources(type)
	# Members of a cluster have the cluster's storage; replicas and copies that of their origin.
	not cloudformation.has(resource.values, "DBClusterIdentifier")
	not cloudformation.has(resource.values, "SourceDBInstanceIdentifier")
	not cloudformation.has(resource.values, "DBSnapshotIdentifier")
	cloudformation.is_off(resource.values, "StorageEncrypted")
	finding := cloudformation.finding(resource, "is not encrypted", object.get(resource.values, "StorageEncrypted", resource.address), "StorageEncrypted")
}
