# METADATA
# title: Database with a public address
# description: >-
#   A database that has a public address is one firewall rule away from the whole internet.
# custom:
#   severity: high
#   cwe: ["284"]
#   controls: [aws-fsbp-rds.2]
#   aliases: [AVD-AWS-0180, CKV_AWS_17]
#   input: cloudformation
#   remedy: >-
#     Set `PubliclyAccessible: false` and reach the database from within its network.
package infra.cloudformation.rds_public

import data.infra.lib.cloudformation

deny contains finding if {
	some database in cloudformation.resources("AWS::RDS::DBInstance")
	cloudformation.is_on(database.values, "PubliclyAccessible")
	finding := cloudformation.finding(database, "has a public address", database.values.PubliclyAccessible, "PubliclyAccessible")
}
