variable "tls" {}

# ruleid: aws-redshift-without-tls
resource "aws_redshift_parameter_group" "plain" {
  family = "redshift-1.0"
}

# ok: aws-redshift-without-tls
resource "aws_redshift_parameter_group" "tls" {
  family = "redshift-1.0"

  parameter {
    name  = "require_ssl"
    value = "true"
  }
}

resource "aws_redshift_parameter_group" "unknown" {
  family = "redshift-1.0"

  # undecided: aws-redshift-without-tls
  parameter {
    name  = "require_ssl"
    value = var.tls
  }
}
