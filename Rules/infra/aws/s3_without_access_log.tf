variable "acl" {}

# ruleid: aws-s3-without-access-log
resource "aws_s3_bucket" "silent" {
  bucket = "silent"
}

# ok: aws-s3-without-access-log
resource "aws_s3_bucket" "logged" {
  bucket = "logged"
}

resource "aws_s3_bucket_logging" "logged" {
  bucket        = aws_s3_bucket.logged.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "s3/"
}

# ok: aws-s3-without-access-log
resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

# undecided: aws-s3-without-access-log
resource "aws_s3_bucket" "unknown" {
  bucket = "unknown"
  acl    = var.acl
}
