# METADATA
# title: Interface over plain HTTP
# description: >-
#   Requests to a server over plain HTTP, and the credentials in them, can be read and changed on their way.
# custom:
#   severity: medium
#   cwe: ["319"]
#   controls: [owasp-api8-2023]
#   input: openapi
#   remedy: Give the server an `https://` URL; in Swagger 2 leave `http` out of `schemes`.
package infra.openapi.plain_http_server

deny contains finding if {
	some server in input.servers
	is_plain(server.url)
	finding := {
		"message": sprintf("the server %s takes plain HTTP", [server.url]),
		"at": server.url,
		"key": server.url,
	}
}

deny contains finding if {
	some scheme in input.schemes
	scheme in {"http", "ws"}
	finding := {
		"message": sprintf("the interface is offered over plain %s", [upper(scheme)]),
		"at": scheme,
		"key": scheme,
	}
}

# What never leaves the machine may be plain.
is_plain(url) if {
	regex.match(`(?i)^(http|ws)://`, url)
	not regex.match(`(?i)^(http|ws)://(localhost|127\.[0-9.]+|\[::1\])([:/]|$)`, url)
}
