variable "group" {}

resource "aws_ami_launch_permission" "public" {
  image_id = "ami-1"
  # ruleid: aws-public-image
  group = "all"
}

# ok: aws-public-image
resource "aws_ami_launch_permission" "one_account" {
  image_id   = "ami-1"
  account_id = "123456789012"
}

resource "aws_ami_launch_permission" "unknown" {
  image_id = "ami-1"
  # undecided: aws-public-image
  group = var.group
}
