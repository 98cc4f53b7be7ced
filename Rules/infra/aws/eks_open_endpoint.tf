variable "ranges" {}

resource "aws_eks_cluster" "unsaid" {
  # ruleid: aws-eks-open-endpoint
  vpc_config {
    subnet_ids = ["subnet-1"]
  }
}

resource "aws_eks_cluster" "open" {
  vpc_config {
    # ruleid: aws-eks-open-endpoint
    public_access_cidrs = ["0.0.0.0/0"]
  }
}

resource "aws_eks_cluster" "office" {
  vpc_config {
    # ok: aws-eks-open-endpoint
    public_access_cidrs = ["198.51.100.0/24"]
  }
}

resource "aws_eks_cluster" "private" {
  vpc_config {
    # ok: aws-eks-open-endpoint
    endpoint_public_access = false
  }
}

resource "aws_eks_cluster" "unknown" {
  vpc_config {
    # undecided: aws-eks-open-endpoint
    public_access_cidrs = var.ranges
  }
}
