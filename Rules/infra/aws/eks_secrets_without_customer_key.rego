# METADATA
# title: EKS secrets without a key of their owner's
# description: Whoever gets at a copy of etcd, or AWS's own key for it, reads each secret of the cluster.
# custom:
#   severity: medium
#   cwe: ["311"]
#   controls: [cis-eks-5.3.1]
#   aliases: [AVD-AWS-0039, CKV_AWS_58]
#   input: terraform
#   remedy: Add `encryption_config` with `resources = ["secrets"]` and a key.
package infra.aws.eks_secrets_without_customer_key

import data.infra.lib.terraform

deny contains terraform.finding(cluster, "encryption_config", message) if {
	some cluster in terraform.resources("aws_eks_cluster")
	not encrypts_secrets(cluster)
	message := sprintf("%s does not encrypt its secrets with a key of its own", [cluster.address])
}

encrypts_secrets(cluster) if {
	some config in terraform.blocks(cluster, "encryption_config")
	"secrets" in config.resources
}
