# METADATA
# title: Tiller of Helm 2
# description: >-
#   Tiller takes orders from every pod of the cluster without asking who they are, mostly as cluster-admin. Helm 2 has
#   had no fixes since 2020.
# custom:
#   severity: high
#   cwe: ["1104"]
#   aliases: [KSV102, CKV_K8S_34]
#   remedy: Move to Helm 3 or later, which needs nothing in the cluster, and remove Tiller.
package infra.kubernetes.tiller

import data.infra.lib.kubernetes

deny contains finding if {
	some container in kubernetes.containers
	regex.match(`(^|/)tiller(:|@|$)`, container.image)
	finding := {
		"message": sprintf("%s is Tiller", [kubernetes.title(container)]),
		"at": container.image,
		"key": kubernetes.name(container),
	}
}

deny contains finding if {
	input.kind == "Service"
	input.metadata.name == "tiller-deploy"
	finding := {
		"message": sprintf("%s leads to Tiller", [kubernetes.object]),
		"at": input.metadata.name,
		"key": "service",
	}
}
