# METADATA
# title: Secret in a ConfigMap
# description: ConfigMaps are neither encrypted nor kept from those who may not read Secrets.
# custom:
#   severity: medium
#   cwe: ["312"]
#   aliases: [KSV0109, KSV01010]
#   remedy: Move the value into a Secret.
package infra.kubernetes.secret_in_config_map

import data.infra.lib.kubernetes
import data.infra.lib.secrets

deny contains finding if {
	input.kind == "ConfigMap"
	some key, value in input.data
	secrets.holds(key, value)
	finding := {
		"message": sprintf("%s holds the secret '%s'", [kubernetes.object, key]),
		"at": value,
		"secret": value,
		"key": key,
	}
}
