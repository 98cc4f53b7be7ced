# METADATA
# title: Container in root's group
# description: >-
#   Group 0 owns many files of an image, and of a mounted host folder. Its members may write more than they look like.
# custom:
#   severity: low
#   cwe: ["250"]
#   aliases: [KSV029, KSV116]
#   remedy: Set `runAsGroup`, `fsGroup` and `supplementalGroups` to numbers above 0.
package infra.kubernetes.root_group

import data.infra.lib.kubernetes

deny contains finding if {
	some entry in kubernetes.contexts
	some key in ["runAsGroup", "fsGroup"]
	entry.context[key] == 0
	finding := {
		"message": sprintf("%s sets %s to root's group", [entry.owner, key]),
		"at": entry.context[key],
		"key": sprintf("%s %s", [entry.key, key]),
	}
}

deny contains finding if {
	some entry in kubernetes.contexts
	some group in entry.context.supplementalGroups
	group == 0
	finding := {
		"message": sprintf("%s adds root's group", [entry.owner]),
		"at": group,
		"key": sprintf("%s supplementalGroups", [entry.key]),
	}
}
