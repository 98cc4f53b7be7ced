# METADATA
# title: Function that accepts plain HTTP
# description: >-
#   Over plain HTTP whoever stands on the way reads and changes what callers and the function tell each other.
# custom:
#   input: terraform
#   severity: medium
#   cwe: ["319"]
#   remedy: Set `https_trigger_security_level` to SECURE_ALWAYS.
package infra.gcp.function_plain_http

import data.infra.lib.terraform

deny contains finding if {
	some instance in terraform.resources("google_cloudfunctions_function")
	instance.values.https_trigger_security_level == "SECURE_OPTIONAL"
	finding := terraform.finding(instance, "https_trigger_security_level", sprintf("%s accepts plain HTTP", [instance.address]))
}
