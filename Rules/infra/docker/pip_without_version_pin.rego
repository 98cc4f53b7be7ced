# METADATA
# title: pip install without a version
# description: >-
#   The build takes the newest release of that day, of the package and of all it needs.
# custom:
#   input: dockerfile
#   severity: low
#   cwe: ["1357"]
#   aliases: [DL3013]
#   remedy: >-
#     Write `package==version`, better a file of requirements with hashes.
package infra.docker.pip_without_version_pin

import data.infra.lib.docker

taking := {"-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-t", "--target", "-i", "--index-url", "--extra-index-url", "-f", "--find-links", "--platform", "--python-version", "--implementation", "--abi", "--root", "--prefix", "--src", "-b", "--build", "--upgrade-strategy", "--install-option", "--global-option", "--build-option", "--config-settings", "-C", "--no-binary", "--only-binary", "--progress-bar", "--root-user-action", "--trusted-host", "--cache-dir", "--log", "--proxy", "--retries", "--timeout", "--exists-action", "--cert", "--client-cert", "--python", "--report"}

deny contains finding if {
	some run in docker.runs
	words := installer(run.command)
	not is_constrained(run.command)
	loose := [item |
		some item in docker.operands_of({"words": words}, {"install"}, taking)
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

installer(command) := docker.pip_words(command)

installer(command) := command.words if command.name == "pipx"

is_constrained(command) if {
	some word in command.words
	split(word, "=")[0] in {"-r", "--requirement", "-c", "--constraint"}
}

is_fixed(item) if regex.match(`(==|>=|<=|!=|~=|>|<|===)`, item)

is_fixed(item) if {
	startswith(item, "git+")
	regex.match(`://[^/]*/.*@`, item)
}

is_fixed(item) if {
	not startswith(item, "git+")
	regex.match(`[/\\]`, item)
}

is_fixed(item) if item in {".", ".."}

is_fixed(item) if regex.match(`^\.+\[`, item)

is_fixed(item) if regex.match(`\.(whl|tar\.gz|tgz|zip)$`, item)

is_fixed(item) if docker.is_unknown(item)
