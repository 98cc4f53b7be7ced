variable "tls" {}

resource "aws_docdb_cluster_parameter_group" "plain" {
  family = "docdb5.0"

  parameter {
    name = "tls"
    # ruleid: aws-docdb-plain-connection
    value = "disabled"
  }
}

# ok: aws-docdb-plain-connection
resource "aws_docdb_cluster_parameter_group" "unsaid" {
  family = "docdb5.0"
}

resource "aws_docdb_cluster_parameter_group" "unknown" {
  family = "docdb5.0"

  parameter {
    name = "tls"
    # undecided: aws-docdb-plain-connection
    value = var.tls
  }
}
