variable "status" {}

# ruleid: aws-s3-without-versioning
resource "aws_s3_bucket" "bare" {
  bucket = "bare"
}

resource "aws_s3_bucket" "older" {
  bucket = "older"

  versioning {
    # ruleid: aws-s3-without-versioning
    enabled = false
  }
}

# ok: aws-s3-without-versioning
resource "aws_s3_bucket" "versioned" {
  bucket = "versioned"
}

resource "aws_s3_bucket_versioning" "versioned" {
  bucket = aws_s3_bucket.versioned.id

  versioning_configuration {
    # ok: aws-s3-without-versioning
    status = "Enabled"
  }
}

resource "aws_s3_bucket_versioning" "suspended" {
  bucket = aws_s3_bucket.versioned.id

  versioning_configuration {
    # ruleid: aws-s3-without-versioning
    status = "Suspended"
  }
}

resource "aws_s3_bucket_versioning" "unknown" {
  bucket = aws_s3_bucket.versioned.id

  versioning_configuration {
    # undecided: aws-s3-without-versioning
    status = var.status
  }
}
