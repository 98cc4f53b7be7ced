# METADATA
# title: GuardDuty turned off
# description: A detector that is turned off looks like one, and tells nobody of stolen keys or mining.
# custom:
#   severity: medium
#   cwe: ["778"]
#   aliases: [CKV_AWS_238]
#   input: terraform
#   fix: {from: "false", to: "true"}
#   remedy: Set `enable = true`.
package infra.aws.guardduty_off

import data.infra.lib.terraform

deny contains terraform.finding(detector, "enable", message) if {
	some detector in terraform.resources("aws_guardduty_detector")
	terraform.is_off(detector, "enable")
	message := sprintf("%s is turned off", [detector.address])
}
