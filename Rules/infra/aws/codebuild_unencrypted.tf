variable "disabled" {}

resource "aws_codebuild_project" "plain" {
  artifacts {
    type = "S3"
    # ruleid: aws-codebuild-unencrypted
    encryption_disabled = true
  }
}

# ok: aws-codebuild-unencrypted
resource "aws_codebuild_project" "unsaid" {
  artifacts {
    type = "S3"
  }
}

resource "aws_codebuild_project" "unknown" {
  artifacts {
    type = "S3"
    # undecided: aws-codebuild-unencrypted
    encryption_disabled = var.disabled
  }
}
