variable "owners" {}

data "aws_ami" "anyone" {
  # ruleid: aws-image-of-any-owner
  most_recent = true

  filter {
    name   = "name"
    values = ["ubuntu/images/*"]
  }
}

data "aws_ami" "known" {
  # ok: aws-image-of-any-owner
  most_recent = true
  owners      = ["amazon"]
}

data "aws_ami" "unknown" {
  # undecided: aws-image-of-any-owner
  most_recent = true
  owners      = var.owners
}
