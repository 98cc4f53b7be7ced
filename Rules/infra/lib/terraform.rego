# What the checks over a Terraform root module have in common.
#
# A value that nobody can know before the plan is neither present nor absent, and what needs it is undecidable. So a
# value is asked for once, by its path, and its absence is told by the same question.
package infra.lib.terraform

# All resources of a type, those of child modules included; none where the configuration has none.
resources(type) := object.get(input, ["resources", type], [])

# All data sources of a type.
data_sources(type) := object.get(input, ["data", type], [])

# Resources by their types.
instances[type] := found if some type, found in input.resources

# A path is the name of an attribute, or an array: ["metadata_options", 0, "http_tokens"] goes through the first block.
# What is null is not there: the reader leaves it out. The value at a path, undefined where nobody wrote it.
value(instance, path) := instance.values[path] if is_string(path)

value(instance, path) := found if {
	is_array(path)
	found := written(instance, path)
	found != null
}

# The same, or what the provider takes where nobody wrote it.
value_or(instance, path, fallback) := object.get(instance.values, path, fallback) if is_there(block_at(instance, path))

# The value with its place where somebody wrote it, else the block it would stand in, else the resource; these have the place
# of their headers.
at(instance, path) := object.get(instance.values, path, enclosing(instance, path))

enclosing(instance, path) := instance if is_string(path)

enclosing(instance, path) := object.get(instance.values, array.slice(path, 0, 2), instance) if is_array(path)

# Whether somebody wrote it. What another resource will have is not known yet, but it will be something.
has(instance, path) if not written(instance, path) in {null, ""}

has(instance, path) if {
	is_string(path)
	references(instance, path) != []
}

# Whether it is on, or was turned off, which is more than left to the provider. Terraform takes "true" for true.
is_on(instance, path) if yes(written(instance, path))

is_off(instance, path) if no(written(instance, path))

yes(found) if found in {true, "true"}

no(found) if found in {false, "false"}

written(instance, path) := object.get(instance.values, path, null) if is_there(block_at(instance, path))

block_at(_, path) := null if is_string(path)

block_at(instance, path) := object.get(instance.values, array.slice(path, 0, 2), null) if is_array(path)

# One block stands for all that a dynamic block of unknown length makes. Whether there is one is unknown, too.
is_there(block) if not is_object(block)

is_there(block) if {
	is_object(block)
	object.get(block, "__symbolic", true)
}

coalesce(found, fallback) := fallback if found == null

coalesce(found, _) := found if found != null

# Blocks of a name, or elements of an attribute, at a path of a resource.
blocks(instance, path) := [block | some block in list(written(instance, path)); is_there(block)]

# An array of what may be absent, one thing or several.
list(found) := [] if found == null

list(found) := found if is_array(found)

list(found) := [found] if not type_name(found) in {"null", "array"}

# JSON that is written as text, read; where parts of the text are unknown the others are not.
document(instance, path) := found if found := instance.documents[document_key(path)]

document(instance, path) := found if {
	not instance.documents[document_key(path)]
	found := json.unmarshal(value(instance, path))
}

document_key(path) := path if is_string(path)

document_key(path) := concat(".", [sprintf("%v", [step]) | some step in path]) if is_array(path)

# Terraform takes "22" for 22.
number(found) := found if is_number(found)

number(found) := to_number(found) if is_string(found)

# A finding at a path of a resource.
finding(instance, path, message) := {
	"message": message,
	"at": at(instance, path),
	"key": key(path),
	"subject": instance.address,
}

# A finding at any value within a resource; the key tells findings of one resource apart.
finding_at(instance, place, key_of_finding, message) := {
	"message": message,
	"at": place,
	"key": key_of_finding,
	"subject": instance.address,
}

key(path) := path if is_string(path)

key(path) := concat(".", [step | some step in path; is_string(step)]) if is_array(path)

# Whether an attribute of a resource means another resource: it refers to it or, where it refers to none, it holds the
# literal name or id of it. Copies made by count and for_each are not told apart.
linked(instance, attribute, target) if refers(instance, attribute, target)

linked(instance, attribute, target) if {
	count(references(instance, attribute)) == 0
	some name in identities
	instance.values[attribute] == object.get(target.values, name, null)
}

refers(instance, attribute, target) if {
	some address in references(instance, attribute)
	without_indices(address) == without_indices(target.address)
}

references(instance, attribute) := object.get(instance, ["references", attribute], [])

# Resources of a type that mean the target by an attribute; what `linked` says of one, said of all without going through them.
linked_to(target, type, attribute) := [instance |
	some instance in array.concat(referring_to(target, type, attribute), naming(target, type, attribute))
]

is_linked_to(target, type, attribute) if {
	some _ in linked_to(target, type, attribute)
}

referring_to(target, type, attribute) := [instance |
	some index in object.get(referring, [concat(" ", [type, attribute]), without_indices(target.address)], set())
	instance := resources(type)[index]
]

naming(target, type, attribute) := [instance |
	some index in object.get(not_referring, concat(" ", [type, attribute]), set())
	instance := resources(type)[index]
	some name in identities
	# Against null: what is not known may be the target even where that says no name of its own.
	instance.values[attribute] == object.get(target.values, name, null)
]

# Where resources stand in the list of their type, by what their attributes refer to.
referring[concat(" ", [type, attribute])][address] contains index if {
	some type, list_of_type in input.resources
	some index, instance in list_of_type
	some attribute, addresses in object.get(instance, "references", {})
	some indexed in addresses
	address := without_indices(indexed)
}

# The same of those that are written and refer to nothing.
not_referring[concat(" ", [type, attribute])] contains index if {
	some type, list_of_type in input.resources
	some index, instance in list_of_type
	some attribute, _ in instance.values
	references(instance, attribute) == []
}

# Attributes that other resources may call one by.
identities := {
	"arn",
	"bucket",
	"cluster_identifier",
	"function_name",
	"id",
	"identifier",
	"name",
	"self_link",
}

without_indices(address) := address if not contains(address, "[")

without_indices(address) := regex.replace(address, `\[(?:"(?:[^"\\]|\\.)*"|[0-9]+)\]`, "") if contains(address, "[")
