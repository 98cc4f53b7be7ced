# METADATA
# title: Package whose signature is not checked
# description: >-
#   Without the signature anybody who can reach the mirror or the way to it decides what is installed.
# custom:
#   input: dockerfile
#   severity: high
#   cwe: ["347"]
#   aliases: [CKV2_DOCKER_7, CKV2_DOCKER_8, CKV2_DOCKER_9, CKV2_DOCKER_10, CKV2_DOCKER_11]
#   remedy: >-
#     Add the key of the repository.
package infra.docker.unverified_package

import data.infra.lib.docker

switches := {
	"apt-get": {"--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"},
	"apt": {"--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"},
	"apk": {"--allow-untrusted"},
	"yum": {"--nogpgcheck"},
	"dnf": {"--nogpgcheck", "--no-gpgchecks"},
	"microdnf": {"--nogpgcheck"},
	"zypper": {"--no-gpg-checks", "--allow-unsigned-rpm"},
	"rpm": {"--nosignature", "--nodigest"},
}

deny contains finding if {
	some run in docker.runs
	some word in run.command.words
	word in switches[run.command.name]
	finding := {
		"message": sprintf("%s takes packages without a signature", [run.command.name]),
		"at": word,
		"line": run.instruction.line,
	}
}
