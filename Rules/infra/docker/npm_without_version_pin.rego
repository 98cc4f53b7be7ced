# METADATA
# title: npm install without a version
# description: >-
#   The build takes the newest release of that day.
# custom:
#   input: dockerfile
#   severity: low
#   cwe: ["1357"]
#   aliases: [DL3016]
#   remedy: >-
#     Write `package@version`, or install from a lock file with `npm ci`.
package infra.docker.npm_without_version_pin

import data.infra.lib.docker

taking := {"--loglevel", "--registry", "--prefix", "--cache", "--userconfig", "--omit", "--include", "--tag", "-w", "--workspace"}

deny contains finding if {
	some run in docker.runs
	run.command.name == "npm"
	loose := [item |
		some item in docker.operands_of(run.command, {"install", "i", "add"}, taking)
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

is_fixed(item) if {
	not is_repository(item)
	contains(trim_prefix(item, "@"), "@")
}

is_fixed(item) if {
	is_repository(item)
	contains(item, "#")
}

is_fixed(item) if regex.match(`\.(tar|tar\.gz|tgz)$`, item)

# A folder.
is_fixed(item) if regex.match(`^(/|\./|\.\./|~/|\.$|\.\.$)`, item)

is_fixed(item) if docker.is_unknown(item)

is_repository(item) if regex.match(`^(git\+[a-z]+|git|github|gitlab|bitbucket|https?):`, item)
