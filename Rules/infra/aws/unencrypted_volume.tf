variable "encrypted" {}

# ruleid: aws-unencrypted-volume
resource "aws_ebs_volume" "unsaid" {
  availability_zone = "eu-central-1a"
}

resource "aws_ebs_volume" "plain" {
  # ruleid: aws-unencrypted-volume
  encrypted = false
}

resource "aws_ebs_volume" "encrypted" {
  # ok: aws-unencrypted-volume
  encrypted = true
}

resource "aws_ebs_volume" "unknown" {
  # undecided: aws-unencrypted-volume
  encrypted = var.encrypted
}
