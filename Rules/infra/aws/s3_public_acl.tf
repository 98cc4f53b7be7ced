variable "acl" {}

resource "aws_s3_bucket" "old" {
  bucket = "old"
  # ruleid: aws-s3-public-acl
  acl = "public-read"
}

resource "aws_s3_bucket" "site" {
  bucket = "site"
}

resource "aws_s3_bucket_acl" "site" {
  bucket = aws_s3_bucket.site.id
  # ruleid: aws-s3-public-acl
  acl = "public-read-write"
}

resource "aws_s3_bucket" "granted" {
  bucket = "granted"

  grant {
    type        = "Group"
    permissions = ["READ"]
    # ruleid: aws-s3-public-acl
    uri = "http://acs.amazonaws.com/groups/global/AllUsers"
  }
}

resource "aws_s3_bucket" "private" {
  bucket = "private"
  # ok: aws-s3-public-acl
  acl = "private"
}

resource "aws_s3_bucket" "guarded" {
  bucket = "guarded"
}

resource "aws_s3_bucket_acl" "guarded" {
  bucket = aws_s3_bucket.guarded.id
  # ok: aws-s3-public-acl
  acl = "public-read"
}

resource "aws_s3_bucket_public_access_block" "guarded" {
  bucket                  = aws_s3_bucket.guarded.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket" "unknown" {
  bucket = "unknown"
  # undecided: aws-s3-public-acl
  acl = var.acl
}
