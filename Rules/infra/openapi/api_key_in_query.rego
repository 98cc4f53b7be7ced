# METADATA
# title: Key in the query of a URL
# description: >-
#   URLs are kept in logs, histories and the Referer header, and a key in the query with them.
# custom:
#   severity: medium
#   cwe: ["598"]
#   controls: [owasp-api2-2023]
#   input: openapi
#   remedy: >-
#     Take the key from a header (`in: header`).
package infra.openapi.api_key_in_query

import data.infra.lib.openapi

deny contains finding if {
	some name, scheme in openapi.schemes
	scheme.type == "apiKey"
	scheme["in"] == "query"
	finding := {
		"message": sprintf("the scheme '%s' takes its key from the query", [name]),
		"at": scheme["in"],
		"key": name,
	}
}
