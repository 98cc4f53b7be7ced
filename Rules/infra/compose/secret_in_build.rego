# METADATA
# title: Secret in a build's arguments
# description: Arguments of a build stay in the image's history, for everybody who can pull it.
# custom:
#   severity: medium
#   cwe: ["798"]
#   remedy: Hand it to the build as a secret (`build.secrets`) that a RUN mounts.
package infra.compose.secret_in_build

import data.infra.lib.compose
import data.infra.lib.secrets

deny contains finding if {
	some name, service in compose.services
	some variable in compose.variables(service.build.args)
	secrets.holds(variable.name, variable.value)
	finding := {
		"message": sprintf("service '%s' hands the secret '%s' to its build", [name, variable.name]),
		"at": variable.at,
		"secret": variable.at,
		"key": sprintf("%s %s", [name, variable.name]),
	}
}
