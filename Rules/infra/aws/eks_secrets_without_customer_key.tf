variable "resources" {}

# ruleid: aws-eks-secrets-without-customer-key
resource "aws_eks_cluster" "unsaid" {
  name = "main"
}

# ok: aws-eks-secrets-without-customer-key
resource "aws_eks_cluster" "encrypted" {
  encryption_config {
    resources = ["secrets"]

    provider {
      key_arn = "arn:aws:kms:eu-central-1:123456789012:key/eks"
    }
  }
}

resource "aws_eks_cluster" "unknown" {
  # undecided: aws-eks-secrets-without-customer-key
  encryption_config {
    resources = var.resources
  }
}
