# ok: aws-s3-public-access-not-blocked
resource "aws_s3_bucket" "guarded_by_the_account" {
  bucket = "guarded"
}

resource "aws_s3_account_public_access_block" "account" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
