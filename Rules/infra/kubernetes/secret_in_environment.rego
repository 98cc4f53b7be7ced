# METADATA
# title: Secret in a container's environment
# description: >-
#   The manifest holds the secret for all who read the repository, and the pod's description for all who may see pods.
# custom:
#   severity: high
#   cwe: ["798"]
#   remedy: >-
#     Put it into a Secret that is not kept in the repository, and refer to it with `secretKeyRef` or mount it.
package infra.kubernetes.secret_in_environment

import data.infra.lib.kubernetes
import data.infra.lib.secrets

deny contains finding if {
	some container in kubernetes.containers
	some variable in container.env
	secrets.holds(variable.name, variable.value)
	finding := {
		"message": sprintf("%s has the secret '%s' in its environment", [kubernetes.title(container), variable.name]),
		"at": variable.value,
		"secret": variable.value,
		"key": sprintf("%s %s", [kubernetes.name(container), variable.name]),
	}
}
