variable "groups" {}

resource "aws_eks_node_group" "open" {
  remote_access {
    # ruleid: aws-eks-nodes-open-ssh
    ec2_ssh_key = "ops"
  }
}

resource "aws_eks_node_group" "from_bastion" {
  remote_access {
    # ok: aws-eks-nodes-open-ssh
    ec2_ssh_key               = "ops"
    source_security_group_ids = ["sg-1"]
  }
}

resource "aws_eks_node_group" "unknown" {
  remote_access {
    # undecided: aws-eks-nodes-open-ssh
    ec2_ssh_key               = "ops"
    source_security_group_ids = var.groups
  }
}
