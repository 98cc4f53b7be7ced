# METADATA
# title: EKS API with a public address
# description: The API server can be reached from outside of the network, if only from some ranges.
# custom:
#   severity: low
#   cwe: ["668"]
#   controls: [cis-eks-5.4.2]
#   aliases: [AVD-AWS-0040, CKV_AWS_39]
#   input: terraform
#   remedy: Set `endpoint_private_access = true` and `endpoint_public_access = false`.
package infra.aws.eks_public_endpoint

import data.infra.lib.terraform

endpoint := ["vpc_config", 0, "endpoint_public_access"]

deny contains terraform.finding(cluster, endpoint, message) if {
	some cluster in terraform.resources("aws_eks_cluster")
	not terraform.is_off(cluster, endpoint)
	message := sprintf("the API of %s has a public address", [cluster.address])
}
