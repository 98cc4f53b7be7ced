variable "enabled" {}

# ruleid: aws-dax-unencrypted
resource "aws_dax_cluster" "unsaid" {
  cluster_name = "cache"
}

resource "aws_dax_cluster" "encrypted" {
  server_side_encryption {
    # ok: aws-dax-unencrypted
    enabled = true
  }
}

resource "aws_dax_cluster" "unknown" {
  server_side_encryption {
    # undecided: aws-dax-unencrypted
    enabled = var.enabled
  }
}
