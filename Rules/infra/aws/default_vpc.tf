variable "destroy" {}

# ruleid: aws-default-vpc
resource "aws_default_vpc" "kept" {}

# ok: aws-default-vpc
resource "aws_default_vpc" "removed" {
  force_destroy = true
}

# undecided: aws-default-vpc
resource "aws_default_vpc" "unknown" {
  force_destroy = var.destroy
}
