# METADATA
# title: Secret file in the image
# description: >-
#   What is copied stays in the layer for everybody who can pull the image, also after a later RUN has deleted it.
# custom:
#   input: dockerfile
#   severity: high
#   cwe: ["538"]
#   remedy: >-
#     Mount it for the one RUN that needs it: `--mount=type=secret` or `--mount=type=ssh`.
package infra.docker.copied_secret_file

import data.infra.lib.docker

names := `(?i)(^|[/\\])(\.env(\.(local|production|prod|dev))?|id_(rsa|dsa|ecdsa|ed25519)|\.netrc|\.pypirc|\.npmrc|\.git-credentials|\.dockercfg|\.htpasswd|credentials|kubeconfig|[^/\\]*\.(pem|p12|pfx|jks|keystore|kdbx)|[^/\\]*private[^/\\]*\.key)$`

deny contains finding if {
	some instruction in docker.all
	instruction.keyword in {"COPY", "ADD"}
	instruction.source == null
	sources := array.slice(instruction.values, 0, count(instruction.values) - 1)
	some source in sources
	regex.match(names, source)
	not regex.match(`(?i)(example|sample|template|public|\.pub$|ca[^/]*\.pem$|cert[^/]*\.pem$|chain[^/]*\.pem$)`, source)
	finding := {
		"message": sprintf("'%s' is copied into the image", [source]),
		"at": source,
		"line": instruction.line,
	}
}
