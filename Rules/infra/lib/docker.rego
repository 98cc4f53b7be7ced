# What the checks over Dockerfiles have in common; `docs/dockerfile-shape.md` names the parts of `input`.
package infra.lib.docker

# Every command of every RUN with its instruction, also where the RUN is a trigger.
runs := [{"instruction": instruction, "command": command} |
	some instruction in all
	instruction.keyword == "RUN"
	some command in instruction.commands
]

# Every instruction, those of ONBUILD after it.
all := array.concat(input.instructions, [instruction.nested |
	some instruction in input.instructions
	instruction.nested != null
])

# Instructions whose files end in the image that is built.
used(instruction) if instruction.stage == null

used(instruction) if input.stages[instruction.stage].used

# The instructions of each stage, and those that belong to none.
groups := array.concat(
	[[instruction | some instruction in input.instructions; instruction.stage == null]],
	[stage.instructions | some stage in input.stages],
)

# The stages an instruction's stage goes on from, itself included.
lineage(instruction) := input.stages[instruction.stage].lineage if instruction.stage != null

lineage(instruction) := [null] if instruction.stage == null

# Words that are no options and no option's values, the command's name left out.
operands(command, taking) := [word |
	some index, word in command.words
	index > 0
	not startswith(word, "-")
	not command.words[index - 1] in taking
]

# The operands behind one of the subcommands; undefined for other commands.
operands_of(command, subcommands, taking) := array.slice(words, 1, count(words)) if {
	words := operands(command, taking)
	words[0] in subcommands
}

# `-y`, `-qy` and `--yes` for `has_option(command, "y", {"--yes"})`.
has_option(command, letter, _) if {
	some word in command.words
	regex.match(sprintf("^-[A-Za-z]*%s[A-Za-z]*$", [letter]), word)
}

has_option(command, _, names) if {
	some word in command.words
	split(word, "=")[0] in names
}

# What the build decides: nothing can be said of it.
is_unknown(word) if contains(word, "$")

# A place in the container that this RUN does not leave in the image.
is_mounted(instruction, folder) if {
	some flag in instruction.flags
	flag.name == "mount"
	flag.options.type in {"cache", "tmpfs"}
	target := object.get(flag.options, "target", object.get(flag.options, "dst", object.get(flag.options, "destination", "")))
	trim_suffix(target, "/") == folder
}

is_absolute(path) if startswith(path, "/")

is_absolute(path) if regex.match(`^[A-Za-z]:`, path)

is_absolute(path) if is_unknown(path)

is_absolute(path) if startswith(path, `\`)

is_url(text) if regex.match(`^[A-Za-z][A-Za-z0-9+.-]*://`, text)

# `git@host:…`
is_url(text) if regex.match(`^[A-Za-z0-9_.-]+@[A-Za-z0-9_.-]+:`, text)

archive := `(?i)\.(tar|tar\.(gz|bz2|xz|zst|lz|lzma|z)|tgz|tbz2?|txz|tzst|tlz|tz)$`

# A command that runs pip: `pip`, `pip3`, `pip3.11`, `python -m pip`.
pip_words(command) := command.words if regex.match(`^pip[0-9.]*$`, command.name)

pip_words(command) := array.slice(command.words, 2, count(command.words)) if {
	regex.match(`^python[0-9.]*$`, command.name)
	command.words[1] == "-m"
	command.words[2] == "pip"
}
