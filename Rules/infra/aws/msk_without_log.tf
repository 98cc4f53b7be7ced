variable "enabled" {}

# ruleid: aws-msk-without-log
resource "aws_msk_cluster" "silent" {
  cluster_name = "events"
}

# ok: aws-msk-without-log
resource "aws_msk_cluster" "logged" {
  logging_info {
    broker_logs {
      s3 {
        enabled = true
        bucket  = "logs"
      }
    }
  }
}

resource "aws_msk_cluster" "unknown" {
  # undecided: aws-msk-without-log
  logging_info {
    broker_logs {
      s3 {
        enabled = var.enabled
        bucket  = "logs"
      }
    }
  }
}
