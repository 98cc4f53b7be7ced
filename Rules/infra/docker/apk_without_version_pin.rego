# METADATA
# title: apk add without a version
# description: >-
#   The build takes what the repository has that day.
# custom:
#   input: dockerfile
#   severity: low
#   cwe: ["1357"]
#   aliases: [DL3018]
#   remedy: >-
#     Write `package=version` or `package~version`.
package infra.docker.apk_without_version_pin

import data.infra.lib.docker

taking := {"-t", "--virtual", "-X", "--repository", "-p", "--root", "--arch", "--keys-dir", "--repositories-file", "--wait", "--cache-dir", "--cache-max-age", "--progress-fd"}

deny contains finding if {
	some run in docker.runs
	run.command.name == "apk"
	loose := [item |
		some item in docker.operands_of(run.command, {"add"}, taking)
		not regex.match(`[=<>~]`, item)
		not endswith(item, ".apk")
		not startswith(item, ".")
		not docker.is_unknown(item)
	]
	count(loose) > 0
	finding := {
		"message": sprintf("no version is given for %s", [concat(", ", loose)]),
		"at": loose[0],
		"key": loose[0],
		"line": run.instruction.line,
	}
}
