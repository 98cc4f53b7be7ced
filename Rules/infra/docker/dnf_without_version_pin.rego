# METADATA
# title: dnf install without a version
# description: >-
#   The build takes what the repository has that day.
# custom:
#   input: dockerfile
#   severity: low
#   cwe: ["1357"]
#   aliases: [DL3041]
#   remedy: >-
#     Write the version behind the package.
package infra.docker.dnf_without_version_pin

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name in {"dnf", "dnf5", "microdnf"}
	loose := [item |
		some item in docker.operands_of(run.command, {"install", "in", "reinstall"}, {"-c", "--config", "--enablerepo", "--disablerepo", "--installroot", "--releasever", "--setopt", "-x", "--exclude", "--repo", "-r", "--from", "--repoid"})
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

is_fixed(item) if regex.match(`-[0-9~*]`, item)

# A module with its stream.
is_fixed(item) if contains(item, ":")

is_fixed(item) if regex.match(`[/\\]|\.rpm$`, item)

is_fixed(item) if docker.is_unknown(item)
