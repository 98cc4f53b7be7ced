variable "token" {}

resource "aws_codebuild_project" "written" {
  environment {
    environment_variable {
      name = "DEPLOY_PASSWORD"
      # ruleid: aws-codebuild-secret-in-environment
      value = "correct-horse-battery"
    }
  }
}

resource "aws_codebuild_project" "referred" {
  environment {
    environment_variable {
      name = "DEPLOY_PASSWORD"
      type = "SECRETS_MANAGER"
      # ok: aws-codebuild-secret-in-environment
      value = "deploy:password"
    }
  }
}

resource "aws_codebuild_project" "unknown" {
  environment {
    environment_variable {
      name = "DEPLOY_PASSWORD"
      # undecided: aws-codebuild-secret-in-environment
      value = var.token
    }
  }
}
