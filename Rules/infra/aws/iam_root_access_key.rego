# METADATA
# title: Access key of the root user
# description: >-
#   No policy limits the root user. A key of it opens the whole account, billing and closing it included.
# custom:
#   severity: critical
#   cwe: ["250"]
#   controls: [cis-aws-3.0-1.4]
#   aliases: [AVD-AWS-0141, CKV_AWS_348]
#   input: terraform
#   remedy: Delete the key, and use a role.
package infra.aws.iam_root_access_key

import data.infra.lib.terraform

deny contains terraform.finding(key, "user", message) if {
	some key in terraform.resources("aws_iam_access_key")
	not is_of_user_made_here(key)
	terraform.value(key, "user") == "root"
	terraform.value_or(key, "status", "Active") == "Active"
	message := sprintf("%s is a key of the root user", [key.address])
}

# Whatever the name of such a user will be, it is not the root user's.
is_of_user_made_here(key) if {
	some address in terraform.references(key, "user")
	regex.match(`^(module\.[^.]+\.)*aws_iam_user\.`, address)
}
