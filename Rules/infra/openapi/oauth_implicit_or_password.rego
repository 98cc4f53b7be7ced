# METADATA
# title: OAuth flow that gives tokens or passwords away
# description: >-
#   The implicit flow puts tokens into URLs, the password flow hands the user's password to the client; OAuth 2.1
#   has neither.
# custom:
#   severity: medium
#   cwe: ["522"]
#   controls: [owasp-api2-2023, rfc9700-2.1.2, rfc9700-2.4]
#   input: openapi
#   remedy: Use the authorization code flow with PKCE.
package infra.openapi.oauth_implicit_or_password

import data.infra.lib.openapi

deny contains finding if {
	some name, scheme in openapi.schemes
	scheme.type == "oauth2"
	some flow in ["implicit", "password"]
	details := scheme.flows[flow]
	finding := found(name, flow, details)
}

# Swagger 2 names the one flow.
deny contains finding if {
	some name, scheme in openapi.schemes
	scheme.type == "oauth2"
	scheme.flow in {"implicit", "password"}
	finding := found(name, scheme.flow, scheme.flow)
}

found(name, flow, at) := {
	"message": sprintf("the scheme '%s' offers the %s flow", [name, flow]),
	"at": at,
	"key": sprintf("%s %s", [name, flow]),
}
