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
	some index, instruction in input.instructions
	instruction.keyword == "COPY"
	instruction.source == null
	sources := array.slice(instruction.values, 0, count(instruction.values) - 1)
	some source in sources
	regex.match(docker.archive, source)
	target := instruction.values[count(instruction.values) - 1]
	names := {base(source), base(target)}
	some position, later in input.instructions
	position > index
	later.stage == instruction.stage
	later.keyword == "RUN"
	some command in later.commands
	unpacks(command)
	some word in command.words
	base(word) in names
	finding := {
		"message": sprintf("'%s' is copied and unpacked in a later layer", [source]),
		"at": source,
		"line": instruction.line,
	}
}

unpacks(command) if {
	command.name == "tar"
	some word in command.words
	regex.match(`^(-?[A-Za-z]*x[A-Za-z]*|--extract|--get)$`, word)
}

unpacks(command) if command.name in {"unzip", "gunzip", "bunzip2", "unxz", "unlzma", "uncompress"}

base(path) := parts[count(parts) - 1] if parts := regex.split(`[/\\]`, trim(path, `"'`))
