# METADATA
# title: Upgrade of the whole distribution
# description: >-
#   The base image is exchanged piece by piece in a layer above it: large, slow and another result every day.
# custom:
#   input: dockerfile
#   severity: low
#   aliases: [DL3035, DS-0024]
#   remedy: >-
#     Take a newer base image.
package infra.docker.zypper_dist_upgrade

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	run.command.name == "zypper"
	docker.operands(run.command, set())[0] in {"dist-upgrade", "dup"}
	finding := {
		"message": "zypper upgrades the whole distribution",
		"at": run.command,
		"line": run.instruction.line,
	}
}
