variable "protocols" {}

resource "aws_transfer_server" "ftp" {
  # ruleid: aws-transfer-plain-ftp
  protocols = ["FTP", "SFTP"]
}

resource "aws_transfer_server" "sftp" {
  # ok: aws-transfer-plain-ftp
  protocols = ["SFTP"]
}

resource "aws_transfer_server" "unknown" {
  # undecided: aws-transfer-plain-ftp
  protocols = var.protocols
}
