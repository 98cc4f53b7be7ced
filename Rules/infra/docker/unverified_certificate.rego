# METADATA
# title: Download that checks no certificate
# description: >-
#   Anybody on the way can put other content into the image.
# custom:
#   input: dockerfile
#   severity: high
#   cwe: ["295"]
#   aliases: [CKV2_DOCKER_2, CKV2_DOCKER_3, CKV2_DOCKER_4, CKV2_DOCKER_5, CKV2_DOCKER_6]
#   remedy: >-
#     Add the missing certificate to the image, and check it.
package infra.docker.unverified_certificate

import data.infra.lib.docker

switches := {
	"curl": {"--insecure", "--proxy-insecure"},
	"wget": {"--no-check-certificate"},
	"git": {"http.sslVerify=false", "http.sslverify=false"},
	"npm": {"--strict-ssl=false"},
	"pip": {"--trusted-host"},
	"pip3": {"--trusted-host"},
}

deny contains finding if {
	some run in docker.runs
	some word in run.command.words
	split(word, "=")[0] in switches[run.command.name]
	finding := result(run, word)
}

deny contains finding if {
	some run in docker.runs
	some word in run.command.words
	contains(word, "=")
	word in switches[run.command.name]
	finding := result(run, word)
}

deny contains finding if {
	some run in docker.runs
	run.command.name == "curl"
	some word in run.command.words
	regex.match(`^-[A-Za-z#]*k[A-Za-z#]*$`, word)
	finding := result(run, word)
}

deny contains finding if {
	some instruction in docker.all
	instruction.keyword in {"ENV", "ARG"}
	some pair in instruction.pairs
	[pair.key, pair.value] in {["NODE_TLS_REJECT_UNAUTHORIZED", "0"], ["PYTHONHTTPSVERIFY", "0"], ["GIT_SSL_NO_VERIFY", "true"], ["GIT_SSL_NO_VERIFY", "1"]}
	finding := {
		"message": sprintf("'%s' switches the check of certificates off", [pair.key]),
		"at": pair.key,
		"line": instruction.line,
	}
}

result(run, word) := {
	"message": sprintf("%s checks no certificate", [run.command.name]),
	"at": word,
	"line": run.instruction.line,
}
