variable "scan" {}

# ruleid: aws-ecr-images-unscanned
resource "aws_ecr_repository" "unsaid" {
  name = "app"
}

resource "aws_ecr_repository" "scanned" {
  image_scanning_configuration {
    # ok: aws-ecr-images-unscanned
    scan_on_push = true
  }
}

resource "aws_ecr_repository" "unknown" {
  image_scanning_configuration {
    # undecided: aws-ecr-images-unscanned
    scan_on_push = var.scan
  }
}
