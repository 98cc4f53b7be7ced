variable "on" {}

resource "aws_emr_security_configuration" "half" {
  # ruleid: aws-emr-unencrypted
  configuration = jsonencode({
    EncryptionConfiguration = { EnableAtRestEncryption = true, EnableInTransitEncryption = false }
  })
}

resource "aws_emr_security_configuration" "encrypted" {
  # ok: aws-emr-unencrypted
  configuration = jsonencode({
    EncryptionConfiguration = { EnableAtRestEncryption = true, EnableInTransitEncryption = true }
  })
}

resource "aws_emr_security_configuration" "unknown" {
  # undecided: aws-emr-unencrypted
  configuration = jsonencode({
    EncryptionConfiguration = { EnableAtRestEncryption = var.on, EnableInTransitEncryption = true }
  })
}
