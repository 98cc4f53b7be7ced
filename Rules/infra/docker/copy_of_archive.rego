# METADATA
# title: Archive that is copied and unpacked later
# description: >-
#   The archive stays in the layer of the COPY although only its content is wanted. ADD unpacks it in one step.
# custom:
#   input: dockerfile
#   severity: info
#   aliases: [DL3010]
#   remedy: >-
#     Let `ADD archive.tar /folder/` unpack it.
package infra.docker.copy_of_archive

import data.infra.lib.docker

deny contains finding if {
	some instruction in input.instructions
	instruction.keyword == "COPY"
	instruction.source == null
	sources := array.slice(instruction.values, 0, count(instruction.values) - 1)
	some source in sources
	regex.match(docker.archive, source)
	target := instruction.values[count(instruction.values) - 1]
	some name in {base(source), base(target)}
	some place in unpacked[name]
	place.stage == instruction.stage
	place.line > instruction.line
	finding := {
		"message": sprintf("'%s' is copied and unpacked in a later layer", [source]),
		"at": source,
		"line": instruction.line,
	}
}

# Where a file of the name is unpacked.
unpacked[name] contains place if {
	some run in docker.runs
	unpacks(run.command)
	some word in run.command.words
	name := base(word)
	place := {"stage": run.instruction.stage, "line": run.instruction.line}
}

unpacks(command) if {
	command.name == "tar"
	some word in command.words
	regex.match(`^(-?[A-Za-z]*x[A-Za-z]*|--extract|--get)$`, word)
}

unpacks(command) if command.name in {"unzip", "gunzip", "bunzip2", "unxz", "unlzma", "uncompress"}

base(path) := parts[count(parts) - 1] if parts := regex.split(`[/\\]`, trim(path, `"'`))
