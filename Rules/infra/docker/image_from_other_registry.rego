# METADATA
# title: Base image from a registry that is not allowed
# description: >-
#   Images from registries nobody has agreed on are code nobody has looked at.
# custom:
#   input: dockerfile
#   severity: medium
#   cwe: ["829"]
#   aliases: [DL3026]
#   remedy: >-
#     Take the image from an allowed registry, or allow the registry in the settings.
package infra.docker.image_from_other_registry

import data.infra.lib.docker

# Without the setting every registry is allowed.
allowed := data.settings.docker.allowed_registries

deny contains finding if {
	some stage in input.stages
	stage.base == null
	not stage.image.scratch
	not docker.is_unknown(stage.image.name)
	registry := registry_of(stage.image)
	count(allowed) > 0
	every pattern in allowed {
		not glob.match(pattern, [], registry)
	}
	finding := {
		"message": sprintf("'%s' comes from %s, which is not allowed", [stage.image.name, registry]),
		"at": stage.image.name,
		"line": stage.instructions[0].line,
	}
}

registry_of(image) := image.registry if image.registry != null

registry_of(image) := "docker.io" if image.registry == null
