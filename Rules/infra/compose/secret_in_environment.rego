# METADATA
# title: Secret in a container's environment
# description: >-
#   The file holds the secret for all who read the repository, and `docker inspect` for all who may speak to the
#   engine.
# custom:
#   severity: medium
#   cwe: ["798"]
#   remedy: Take it from the environment (`${DB_PASSWORD:?}`) or from a file below `secrets`.
package infra.compose.secret_in_environment

import data.infra.lib.compose
import data.infra.lib.secrets

deny contains finding if {
	some name, service in compose.services
	some variable in compose.variables(service.environment)
	secrets.holds(variable.name, variable.value)
	finding := {
		"message": sprintf("service '%s' has the secret '%s' in its environment", [name, variable.name]),
		"at": variable.at,
		"secret": variable.at,
		"key": sprintf("%s %s", [name, variable.name]),
	}
}
