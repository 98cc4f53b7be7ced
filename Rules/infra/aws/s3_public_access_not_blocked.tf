variable "lock" {}

# ruleid: aws-s3-public-access-not-blocked
resource "aws_s3_bucket" "open" {
  bucket = "open"
}

resource "aws_s3_bucket" "half" {
  bucket = "half"
}

resource "aws_s3_bucket_public_access_block" "half" {
  bucket              = aws_s3_bucket.half.id
  block_public_acls   = true
  block_public_policy = true
  ignore_public_acls  = true
  # ruleid: aws-s3-public-access-not-blocked
  restrict_public_buckets = false
}

# ok: aws-s3-public-access-not-blocked
resource "aws_s3_bucket" "closed" {
  bucket = "closed"
}

# ok: aws-s3-public-access-not-blocked
resource "aws_s3_bucket_public_access_block" "closed" {
  bucket                  = "closed"
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_public_access_block" "unknown" {
  bucket              = aws_s3_bucket.closed.id
  block_public_acls   = true
  block_public_policy = true
  ignore_public_acls  = true
  # undecided: aws-s3-public-access-not-blocked
  restrict_public_buckets = var.lock
}
