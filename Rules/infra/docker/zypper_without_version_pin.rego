# METADATA
# title: zypper install without a version
# description: >-
#   The build takes what the repository has that day.
# custom:
#   input: dockerfile
#   severity: low
#   cwe: ["1357"]
#   aliases: [DL3037]
#   remedy: >-
#     Write the version behind the package.
package infra.docker.zypper_without_version_pin

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name in {"zypper"}
	loose := [item |
		some item in docker.operands_of(run.command, {"install", "in"}, {"-c", "--config", "--enablerepo", "--disablerepo", "--installroot", "--releasever", "--setopt", "-x", "--exclude", "--repo", "-r", "--from", "--repoid"})
		not is_fixed(item)
	]
	count(loose) > 0
	finding := {
		"message": sprintf("no version is given for %s", [concat(", ", loose)]),
		"at": loose[0],
		"key": loose[0],
		"line": run.instruction.line,
	}
}

is_fixed(item) if regex.match(`[=<>~]`, item)

is_fixed(item) if regex.match(`[/\\]|\.rpm$`, item)

is_fixed(item) if docker.is_unknown(item)
