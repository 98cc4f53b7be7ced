# METADATA
# title: useradd with a high number makes a huge file
# description: >-
#   useradd writes /var/log/lastlog with a place for every user number up to this one: some gigabytes of nothing, which
#   the image keeps.
# custom:
#   input: dockerfile
#   severity: low
#   aliases: [DL3046]
#   remedy: >-
#     Say `-l`, or choose a small number.
package infra.docker.useradd_with_high_uid

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name == "useradd"
	not docker.has_option(run.command, "l", {"--no-log-init"})
	some index, word in run.command.words
	word in {"-u", "--uid"}
	number := run.command.words[index + 1]
	regex.match(`^[0-9]{6,}$`, number)
	finding := {
		"message": sprintf("user number %s makes lastlog large", [number]),
		"at": number,
		"line": run.instruction.line,
	}
}
