variable "all" {}

# ruleid: aws-cloudtrail-one-region
resource "aws_cloudtrail" "unsaid" {
  name = "trail"
}

resource "aws_cloudtrail" "all" {
  # ok: aws-cloudtrail-one-region
  is_multi_region_trail = true
}

resource "aws_cloudtrail" "unknown" {
  # undecided: aws-cloudtrail-one-region
  is_multi_region_trail = var.all
}
