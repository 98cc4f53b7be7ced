# METADATA
# title: apt-get install without a version
# description: >-
#   The build takes what the archive has that day. Two builds of one commit differ, and a bad update arrives unasked.
# custom:
#   input: dockerfile
#   severity: low
#   cwe: ["1357"]
#   aliases: [DL3008]
#   remedy: >-
#     Write `package=version`, or take packages from a snapshot of the archive.
package infra.docker.apt_get_without_version_pin

import data.infra.lib.docker

taking := {"-t", "--target-release", "--default-release", "-o", "--option", "-c", "--config-file", "-a", "--host-architecture"}

deny contains finding if {
	some run in docker.runs
	run.command.name in {"apt-get", "apt"}
	loose := [item |
		some item in docker.operands_of(run.command, {"install"}, taking)
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

is_fixed(item) if contains(item, "=")

# A release, or a file.
is_fixed(item) if contains(item, "/")

is_fixed(item) if endswith(item, ".deb")

is_fixed(item) if docker.is_unknown(item)
