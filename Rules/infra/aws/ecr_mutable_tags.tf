variable "mutability" {}

# ruleid: aws-ecr-mutable-tags
resource "aws_ecr_repository" "unsaid" {
  name = "app"
}

resource "aws_ecr_repository" "fixed" {
  # ok: aws-ecr-mutable-tags
  image_tag_mutability = "IMMUTABLE"
}

resource "aws_ecr_repository" "unknown" {
  # undecided: aws-ecr-mutable-tags
  image_tag_mutability = var.mutability
}
