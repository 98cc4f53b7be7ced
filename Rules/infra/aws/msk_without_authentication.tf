variable "open" {}

resource "aws_msk_cluster" "open" {
  client_authentication {
    # ruleid: aws-msk-without-authentication
    unauthenticated = true
  }
}

resource "aws_msk_cluster" "iam" {
  client_authentication {
    # ok: aws-msk-without-authentication
    unauthenticated = false

    sasl {
      iam = true
    }
  }
}

resource "aws_msk_cluster" "unknown" {
  client_authentication {
    # undecided: aws-msk-without-authentication
    unauthenticated = var.open
  }
}
