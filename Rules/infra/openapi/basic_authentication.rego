# METADATA
# title: Password with every request
# description: >-
#   Basic authentication sends the password itself with every request; over plain HTTP anyone on the way can read
#   it.
# custom:
#   severity: medium
#   cwe: ["522"]
#   controls: [owasp-api2-2023]
#   input: openapi
#   remedy: >-
#     Use short-lived tokens (OAuth 2, OpenID Connect); where basic authentication has to stay, offer HTTPS only.
package infra.openapi.basic_authentication

import data.infra.lib.openapi

deny contains finding if {
	some name, scheme in openapi.schemes
	is_basic(scheme)
	finding := {
		"message": sprintf("the scheme '%s' is basic authentication", [name]),
		"at": object.get(scheme, "scheme", scheme.type),
		"key": name,
	}
}

is_basic(scheme) if scheme.type == "basic"

is_basic(scheme) if {
	scheme.type == "http"
	lower(scheme.scheme) == "basic"
}
