# METADATA
# title: EKS cluster without an audit log
# description: Only the audit log says who asked the API server for what.
# custom:
#   severity: low
#   cwe: ["778"]
#   controls: [cis-eks-2.1.1]
#   aliases: [AVD-AWS-0038, CKV_AWS_37]
#   input: terraform
#   remedy: Add `audit` and `authenticator` to `enabled_cluster_log_types`.
package infra.aws.eks_without_audit_log

import data.infra.lib.terraform

deny contains terraform.finding(cluster, "enabled_cluster_log_types", message) if {
	some cluster in terraform.resources("aws_eks_cluster")
	not "audit" in terraform.value_or(cluster, "enabled_cluster_log_types", [])
	message := sprintf("%s writes no audit log", [cluster.address])
}
