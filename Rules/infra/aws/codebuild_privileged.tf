variable "privileged" {}

resource "aws_codebuild_project" "privileged" {
  environment {
    # ruleid: aws-codebuild-privileged
    privileged_mode = true
  }
}

# ok: aws-codebuild-privileged
resource "aws_codebuild_project" "plain" {
  name = "app"
}

resource "aws_codebuild_project" "unknown" {
  environment {
    # undecided: aws-codebuild-privileged
    privileged_mode = var.privileged
  }
}
