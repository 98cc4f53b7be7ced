# METADATA
# title: go install without a version
# description: >-
#   The build takes the newest release of the module that day.
# custom:
#   input: dockerfile
#   severity: low
#   cwe: ["1357"]
#   aliases: [DL3062]
#   remedy: >-
#     Write `module@version`.
package infra.docker.go_without_version_pin

import data.infra.lib.docker

taking := {"-p", "-asmflags", "-buildmode", "-compiler", "-gcflags", "-ldflags", "-mod", "-modfile", "-overlay", "-pkgdir", "-tags", "-toolexec", "-exec", "-o", "-C"}

deny contains finding if {
	some run in docker.runs
	run.command.name == "go"
	some module in modules(run.command)
	not startswith(module, ".")
	not startswith(module, "/")
	not docker.is_unknown(module)
	not endswith(module, ".go")
	is_loose(module)
	finding := {
		"message": sprintf("module '%s' is taken in whatever version there is", [module]),
		"at": module,
		"line": run.instruction.line,
	}
}

modules(command) := docker.operands_of(command, {"install", "get"}, taking)

# Words behind the module are for the program.
modules(command) := array.slice(docker.operands_of(command, {"run"}, taking), 0, 1)

is_loose(module) if not contains(module, "@")

is_loose(module) if endswith(module, "@latest")
