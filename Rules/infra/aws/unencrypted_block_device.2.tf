resource "aws_ebs_encryption_by_default" "account" {
  enabled = true
}

# ok: aws-unencrypted-block-device
resource "aws_instance" "encrypted_by_default" {
  ami = "ami-1"
}
