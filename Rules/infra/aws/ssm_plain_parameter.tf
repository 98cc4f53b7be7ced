variable "type" {}

resource "aws_ssm_parameter" "plain" {
  name = "/prod/db/password"
  # ruleid: aws-ssm-plain-parameter
  type = "String"
}

resource "aws_ssm_parameter" "host" {
  name = "/prod/db/host"
  # ok: aws-ssm-plain-parameter
  type = "String"
}

resource "aws_ssm_parameter" "encrypted" {
  name = "/prod/db/password"
  # ok: aws-ssm-plain-parameter
  type = "SecureString"
}

resource "aws_ssm_parameter" "unknown" {
  name = "/prod/db/password"
  # undecided: aws-ssm-plain-parameter
  type = var.type
}
