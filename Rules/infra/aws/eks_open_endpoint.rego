# METADATA
# title: EKS API open to the internet
# description: >-
#   The API server answers everyone, so a leaked token or a hole in the API is enough for an attack from anywhere.
# custom:
#   severity: high
#   cwe: ["284"]
#   controls: [cis-eks-5.4.1]
#   aliases: [AVD-AWS-0041, CKV_AWS_38]
#   input: terraform
#   remedy: Set `public_access_cidrs` to your own ranges, or `endpoint_public_access = false`.
package infra.aws.eks_open_endpoint

import data.infra.lib.terraform

ranges := ["vpc_config", 0, "public_access_cidrs"]

deny contains terraform.finding(cluster, ranges, message) if {
	some cluster in terraform.resources("aws_eks_cluster")
	not terraform.is_off(cluster, ["vpc_config", 0, "endpoint_public_access"])
	some range in terraform.value_or(cluster, ranges, ["0.0.0.0/0"])
	endswith(range, "/0")
	message := sprintf("the API of %s is open to everyone", [cluster.address])
}
