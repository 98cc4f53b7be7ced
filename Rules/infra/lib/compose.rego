# What the checks over compose files have in common. Most things have a short and a long form there; here they have one.
package infra.lib.compose

services[name] := service if {
	some name, service in input.services
	is_object(service)
}

# Whether the file says all of a service: not where it adds to what another file says.
is_whole(service) if {
	some key, _ in service
	key in {"build", "image"}
	not service.extends
}

# What to point at where a service lacks something.
head(service) := object.get(service, "image", service)

# `yes` and the like are texts in YAML 1.2, and still switches for the engine.
is_true(value) if value == true

is_true(value) if {
	is_string(value)
	lower(value) in {"true", "yes", "on", "y", "1"}
}

# Variables of the environment or of a build; `at` is what to point at.
variables(settings) := [{"name": name, "value": value, "at": value} | some name, value in settings] if is_object(settings)

variables(settings) := [variable |
	some setting in settings
	at := indexof(setting, "=")
	at > 0
	variable := {"name": substring(setting, 0, at), "value": substring(setting, at + 1, -1), "at": setting}
] if {
	is_array(settings)
}

# Ports that the host hands on: the address it listens on ("" for all), the container's port and what to point at.
published(service) := [port |
	some entry in object.get(service, "ports", [])
	port := published_port(entry)
]

published_port(entry) := {"address": "", "target": entry, "at": entry} if is_number(entry)

published_port(entry) := {"address": address, "target": first_port(parts[count(parts) - 1]), "at": entry} if {
	is_string(entry)
	plain := split(entry, "/")[0]
	parts := split(plain, ":")
	address := trim_suffix(substring(plain, 0, max([0, count(plain) - count(parts[count(parts) - 1]) - count(published_part(parts)) - 1])), ":")
}

published_port(entry) := {"address": object.get(entry, "host_ip", ""), "target": first_port(sprintf("%v", [entry.target])), "at": entry.target} if is_object(entry)

published_part(parts) := "" if count(parts) < 2

published_part(parts) := parts[count(parts) - 2] if count(parts) >= 2

# "9000-9010" begins with 9000.
first_port(text) := to_number(split(text, "-")[0]) if regex.match(`^[0-9]+(-[0-9]+)?$`, text)

# Folders and files of the host in a container: `mode` is what stands behind the second colon.
mounts(service) := [mount |
	some entry in object.get(service, "volumes", [])
	mount := host_mount(entry)
]

host_mount(entry) := {"source": parts[1], "target": parts[2], "writable": is_writable(parts[3]), "options": parts[3], "at": entry} if {
	is_string(entry)
	parts := regex.find_all_string_submatch_n(`^([/.~][^:]*):([^:]+)(?::(.*))?$`, entry, 1)[0]
}

host_mount(entry) := {
	"source": entry.source,
	"target": object.get(entry, "target", ""),
	"writable": is_writable(options),
	"options": options,
	"at": entry.source,
} if {
	is_object(entry)
	regex.match(`^[/.~]`, entry.source)
	options := concat(",", array.concat(
		[word | entry.read_only; word := "ro"],
		[word | word := entry.bind.propagation],
	))
}

is_writable(options) if {
	words := split(options, ",")
	not "ro" in words
	not "readonly" in words
} else := false

# A path without a slash at its end; the root stays one.
folder(path) := "/" if trim_right(path, "/") == ""

folder(path) := trim_right(path, "/") if trim_right(path, "/") != ""

is_runtime_socket(path) if {
	regex.match(`/(docker|containerd|crio|podman)\.sock$`, folder(path))
}

# Folders of which the host lives.
is_system_folder(path) if folder(path) in {
	"/", "/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/root", "/run", "/sbin", "/sys", "/usr", "/usr/bin",
	"/usr/lib", "/usr/local/bin", "/usr/sbin", "/var", "/var/lib", "/var/lib/docker", "/var/run",
}
