# METADATA
# title: gem install without a version
# description: >-
#   The build takes the newest release of that day.
# custom:
#   input: dockerfile
#   severity: low
#   cwe: ["1357"]
#   aliases: [DL3028]
#   remedy: >-
#     Write `gem install name:version`.
package infra.docker.gem_without_version_pin

import data.infra.lib.docker

taking := {"-v", "--version", "-i", "--install-dir", "-n", "--bindir", "-P", "--trust-policy", "-s", "--source", "-p", "--http-proxy", "-B", "--bulk-threshold", "--platform", "--build-root", "-g", "--file", "--document", "--use-system-libraries"}

deny contains finding if {
	some run in docker.runs
	run.command.name == "gem"
	loose := [item |
		some item in docker.operands_of({"words": own(run.command)}, {"install", "i"}, taking)
		not docker.has_option(run.command, "v", {"--version"})
		not contains(item, ":")
		not endswith(item, ".gem")
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

# Words behind `--` are for the gem's own build.
own(command) := array.slice(command.words, 0, min(array.concat([count(command.words)], [index | some index, word in command.words; word == "--"])))
