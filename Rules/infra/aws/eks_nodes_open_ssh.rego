# METADATA
# title: EKS nodes that take SSH from anywhere
# description: With a key and no security groups EKS opens port 22 of each node to every address.
# custom:
#   severity: high
#   cwe: ["284"]
#   aliases: [CKV_AWS_100]
#   input: terraform
#   remedy: Name `source_security_group_ids`, or leave `remote_access` out and use Session Manager.
package infra.aws.eks_nodes_open_ssh

import data.infra.lib.terraform

deny contains terraform.finding(group, ["remote_access", 0, "ec2_ssh_key"], message) if {
	some group in terraform.resources("aws_eks_node_group")
	terraform.has(group, ["remote_access", 0, "ec2_ssh_key"])
	count(terraform.blocks(group, ["remote_access", 0, "source_security_group_ids"])) == 0
	message := sprintf("nodes of %s take SSH from anywhere", [group.address])
}
