# What the checks over Kubernetes objects have in common.
package infra.lib.kubernetes

workloads := {"Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob"}

is_workload if input.kind in workloads

# The pod's specification, wherever the kind keeps it.
pod := input.spec if input.kind == "Pod"

pod := input.spec.template.spec if input.kind in workloads - {"Pod", "CronJob"}

pod := input.spec.jobTemplate.spec.template.spec if input.kind == "CronJob"

# All containers of the pod, those that only prepare it included.
containers contains container if some container in pod.containers

containers contains container if some container in pod.initContainers

containers contains container if some container in pod.ephemeralContainers

name(container) := container.name

name(container) := "(unnamed)" if not container.name

# The setting of the container, else the pod's.
setting(container, key) := container.securityContext[key]

setting(container, key) := pod.securityContext[key] if not has(container, ["securityContext", key])

# Whether the setting is there and says yes; `not setting(…) == true` would be undefined where it is not there.
is_on(container, key) if setting(container, key) == true

has(value, path) if object.get(value, path, "absent value") != "absent value"

added_capabilities(container) := {upper(trim_prefix(upper(capability), "CAP_")) | some capability in container.securityContext.capabilities.add}

dropped_capabilities(container) := {upper(trim_prefix(upper(capability), "CAP_")) | some capability in container.securityContext.capabilities.drop}

runs_on_windows if pod.os.name == "windows"
