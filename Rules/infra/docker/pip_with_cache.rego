# METADATA
# title: pip install that keeps its cache
# description: >-
#   What pip downloads stays in the layer although nothing reads it again.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3042]
#   remedy: >-
#     Say `--no-cache-dir`, set `PIP_NO_CACHE_DIR=1`, or mount a cache.
package infra.docker.pip_with_cache

import data.infra.lib.docker

deny contains finding if {
	some run in docker.runs
	words := docker.pip_words(run.command)
	docker.operands({"words": words}, set())[0] == "install"
	not "--no-cache-dir" in words
	not is_switched_off(run)
	not is_mounted(run.instruction)
	finding := {
		"message": "pip keeps what it downloads in this layer",
		"at": run.command,
		"line": run.instruction.line,
	}
}

off := `(?i)^(1|yes|true|on|y|t)$`

is_switched_off(run) if regex.match(off, run.command.assignments.PIP_NO_CACHE_DIR)

is_switched_off(run) if {
	some command in run.instruction.commands
	command.name == "export"
	some word in command.words
	startswith(word, "PIP_NO_CACHE_DIR=")
	regex.match(off, trim_prefix(word, "PIP_NO_CACHE_DIR="))
}

is_switched_off(run) if {
	some stage in docker.lineage(run.instruction)
	some line in switched_off[stage]
	line < run.instruction.line
}

switched_off[instruction.stage] contains instruction.line if {
	some instruction in input.instructions
	instruction.keyword in {"ENV", "ARG"}
	some pair in instruction.pairs
	pair.key == "PIP_NO_CACHE_DIR"
	regex.match(off, pair.value)
}

is_mounted(instruction) if {
	some flag in instruction.flags
	flag.name == "mount"
	flag.options.type in {"cache", "tmpfs"}
	contains(flag.value, "/pip")
}
