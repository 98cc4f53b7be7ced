variable "public" {}

resource "aws_subnet" "public" {
  # ruleid: aws-subnet-public-addresses
  map_public_ip_on_launch = true
}

# ok: aws-subnet-public-addresses
resource "aws_subnet" "private" {
  cidr_block = "10.0.1.0/24"
}

resource "aws_subnet" "unknown" {
  # undecided: aws-subnet-public-addresses
  map_public_ip_on_launch = var.public
}
