# METADATA
# title: Base image bound to one platform
# description: >-
#   A platform written into FROM builds for it everywhere, on machines of another kind by emulation, and breaks images for
#   several platforms.
# custom:
#   input: dockerfile
#   severity: low
#   aliases: [DL3029]
#   remedy: >-
#     Ask for the platform when building, or use `--platform=$BUILDPLATFORM`.
package infra.docker.platform_in_from

import data.infra.lib.docker

deny contains finding if {
	some stage in input.stages
	stage.platform != null
	not docker.is_unknown(stage.platform)
	finding := {
		"message": sprintf("the stage is bound to '%s'", [stage.platform]),
		"at": stage.platform,
		"line": stage.instructions[0].line,
	}
}
