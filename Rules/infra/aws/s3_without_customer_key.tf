variable "algorithm" {}

# ruleid: aws-s3-without-customer-key
resource "aws_s3_bucket" "plain" {
  bucket = "plain"
}

resource "aws_s3_bucket" "older" {
  bucket = "older"

  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        # ruleid: aws-s3-without-customer-key
        sse_algorithm = "AES256"
      }
    }
  }
}

# ok: aws-s3-without-customer-key
resource "aws_s3_bucket" "keyed" {
  bucket = "keyed"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "keyed" {
  bucket = aws_s3_bucket.keyed.id

  rule {
    apply_server_side_encryption_by_default {
      # ok: aws-s3-without-customer-key
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "alias/data"
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "unknown" {
  bucket = aws_s3_bucket.keyed.id

  rule {
    apply_server_side_encryption_by_default {
      # undecided: aws-s3-without-customer-key
      sse_algorithm = var.algorithm
    }
  }
}
