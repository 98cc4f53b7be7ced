variable "on" {}

resource "aws_guardduty_detector" "off" {
  # ruleid: aws-guardduty-off
  enable = false
}

# ok: aws-guardduty-off
resource "aws_guardduty_detector" "unsaid" {}

resource "aws_guardduty_detector" "unknown" {
  # undecided: aws-guardduty-off
  enable = var.on
}
