# METADATA
# title: wget and curl in one image
# description: >-
#   Two tools for one job: both must be installed and kept up to date.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL4001, DS-0014]
#   remedy: >-
#     Use one of them.
package infra.docker.wget_and_curl

import data.infra.lib.docker

deny contains finding if {
	some group in docker.groups
	tools := [{"name": command.name, "line": instruction.line} |
		some instruction in group
		instruction.keyword == "RUN"
		some command in instruction.commands
		command.name in {"wget", "curl"}
	]
	others := [tool | some tool in tools; tool.name != tools[0].name]
	count(others) > 0
	finding := {
		"message": sprintf("the stage uses %s as well as %s", [others[0].name, tools[0].name]),
		"at": others[0].name,
		"line": others[0].line,
	}
}
