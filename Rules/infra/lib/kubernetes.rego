# What the checks over Kubernetes objects have in common.
package infra.lib.kubernetes

# Kinds whose pods are meant to run for ever.
services := {"DaemonSet", "Deployment", "DeploymentConfig", "ReplicaSet", "ReplicationController", "Rollout", "StatefulSet"}

# Where a kind keeps its pod; all that are not named here, those of extensions too, do as Deployment does.
template := input if input.kind == "Pod"

template := input.spec.jobTemplate.spec.template if input.kind == "CronJob"

template := input.template if input.kind == "PodTemplate"

template := input.spec.template if not input.kind in {"Pod", "CronJob", "PodTemplate"}

# The pod's specification.
pod := template.spec

# The pod's own metadata.
pod_metadata := template.metadata

# All containers of the pod, those that only prepare it included.
containers contains container if some container in pod.containers

containers contains container if some container in pod.initContainers

containers contains container if some container in pod.ephemeralContainers

name(container) := container.name

name(container) := "(unnamed)" if not container.name

# "Deployment 'web'": the object as messages speak of it.
object := sprintf("%s '%s'", [input.kind, input.metadata.name])

object := sprintf("%s '%s…'", [input.kind, input.metadata.generateName]) if not input.metadata.name

object := input.kind if {
	not input.metadata.name
	not input.metadata.generateName
}

# "container 'a' of Deployment 'web'".
title(container) := sprintf("container '%s' of %s", [name(container), object])

# What to point at where a container lacks something.
head(container) := object.get(container, "name", container)

# The setting of the container, else the pod's.
setting(container, key) := container.securityContext[key]

setting(container, key) := pod.securityContext[key] if not has(container, ["securityContext", key])

# Whether the setting is there and says yes; `not setting(…) == true` would be undefined where it is not there.
is_on(container, key) if setting(container, key) == true

has(value, path) if object.get(value, path, "absent value") != "absent value"

# Capabilities as they are written, by their names in capitals and without `CAP_`.
added_capabilities(container) := {plain: capability |
	some capability in container.securityContext.capabilities.add
	plain := trim_prefix(upper(capability), "CAP_")
}

drops_all_capabilities(container) if {
	some capability in container.securityContext.capabilities.drop
	upper(capability) == "ALL"
}

# What the baseline standard lets a container add.
common_capabilities := {
	"AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE",
	"SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
}

runs_on_windows if pod.os.name == "windows"

# Every security context with what it belongs to: the pod's, then those of its containers.
contexts contains {"context": pod.securityContext, "owner": object, "key": "pod"} if pod.securityContext

contexts contains {"context": container.securityContext, "owner": title(container), "key": name(container)} if {
	some container in containers
	container.securityContext
}

# MARK: volumes of the host

host_volumes contains volume if {
	some volume in pod.volumes
	volume.hostPath.path
}

# A path without a slash at its end; the root stays one.
folder(path) := "/" if trim_right(path, "/") == ""

folder(path) := trim_right(path, "/") if trim_right(path, "/") != ""

is_runtime_socket(path) if {
	some ending in ["docker.sock", "containerd.sock", "crio.sock", "cri-dockerd.sock", "podman.sock"]
	endswith(folder(path), concat("", ["/", ending]))
}

is_runtime_socket(path) if folder(path) in {"/run/containerd", "/var/run/containerd", "/run/crio", "/var/run/crio"}

# Folders of which the host lives; whoever writes there is root on it, whoever reads there knows its keys.
is_system_folder(path) if folder(path) in {
	"/", "/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/root", "/run", "/sbin", "/sys", "/usr", "/usr/bin",
	"/usr/lib", "/usr/local/bin", "/usr/sbin", "/var", "/var/lib", "/var/lib/docker", "/var/run",
}

is_system_folder(path) if {
	some parent in ["/boot", "/etc", "/proc", "/root", "/var/lib/containerd", "/var/lib/etcd", "/var/lib/kubelet"]
	startswith(folder(path), concat("", [parent, "/"]))
}

# MARK: roles and bindings

# The rules of a role that somebody wrote; the cluster's own are what they are.
role_rules contains rule if {
	input.kind in {"Role", "ClusterRole"}
	not input.metadata.labels["kubernetes.io/bootstrapping"]
	some rule in input.rules
}

# The resources of a group, as the rule names them, to which it lets its holder do one of the verbs.
granted(rule, group, resources, verbs) := {resource |
	some named in rule.apiGroups
	named in {group, "*"}
	some verb in rule.verbs
	verb in verbs | {"*"}
	some resource in rule.resources
	resource in resources
}

is_binding if input.kind in {"RoleBinding", "ClusterRoleBinding"}

# MARK: control plane

# The words of the command that a container runs, each with its place.
words(container) := array.concat(
	[word | some word in object.get(container, "command", [])],
	[word | some word in object.get(container, "args", [])],
)

runs(container, program) if {
	some word in words(container)
	endswith(concat("", ["/", word]), concat("", ["/", program]))
}

# The word `--flag=value`.
flag(container, name) := word if {
	some word in words(container)
	startswith(word, sprintf("--%s=", [name]))
}

flag_value(container, name) := trim_prefix(flag(container, name), sprintf("--%s=", [name]))
