variable "public" {}

# ruleid: aws-eks-public-endpoint
resource "aws_eks_cluster" "unsaid" {
  name = "main"
}

resource "aws_eks_cluster" "private" {
  vpc_config {
    # ok: aws-eks-public-endpoint
    endpoint_public_access = false
  }
}

resource "aws_eks_cluster" "unknown" {
  vpc_config {
    # undecided: aws-eks-public-endpoint
    endpoint_public_access = var.public
  }
}
