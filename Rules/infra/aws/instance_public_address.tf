variable "public" {}

resource "aws_instance" "public" {
  # ruleid: aws-instance-public-address
  associate_public_ip_address = true
}

resource "aws_launch_template" "public" {
  network_interfaces {
    # ruleid: aws-instance-public-address
    associate_public_ip_address = true
  }
}

resource "aws_instance" "private" {
  # ok: aws-instance-public-address
  associate_public_ip_address = false
}

resource "aws_instance" "unknown" {
  # undecided: aws-instance-public-address
  associate_public_ip_address = var.public
}
