variable "broker" {}

resource "aws_msk_cluster" "plain" {
  encryption_info {
    encryption_in_transit {
      # ruleid: aws-msk-plain-traffic
      client_broker = "TLS_PLAINTEXT"
      # ruleid: aws-msk-plain-traffic
      in_cluster = false
    }
  }
}

# ok: aws-msk-plain-traffic
resource "aws_msk_cluster" "unsaid" {
  cluster_name = "events"
}

resource "aws_msk_cluster" "unknown" {
  encryption_info {
    encryption_in_transit {
      # undecided: aws-msk-plain-traffic
      client_broker = var.broker
    }
  }
}
