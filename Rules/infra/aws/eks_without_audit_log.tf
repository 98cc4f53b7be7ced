variable "types" {}

resource "aws_eks_cluster" "api_alone" {
  # ruleid: aws-eks-without-audit-log
  enabled_cluster_log_types = ["api"]
}

resource "aws_eks_cluster" "audited" {
  # ok: aws-eks-without-audit-log
  enabled_cluster_log_types = ["api", "audit"]
}

resource "aws_eks_cluster" "unknown" {
  # undecided: aws-eks-without-audit-log
  enabled_cluster_log_types = var.types
}
