variable "password" {}

resource "aws_lambda_function" "written" {
  environment {
    variables = {
      # ruleid: aws-lambda-secret-in-environment
      DB_PASSWORD = "correct-horse-battery"
      LOG_LEVEL   = "info"
    }
  }
}

resource "aws_lambda_function" "referred" {
  environment {
    variables = {
      # ok: aws-lambda-secret-in-environment
      DB_PASSWORD_ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db"
      # ok: aws-lambda-secret-in-environment
      API_TOKEN = "/prod/api/token"
    }
  }
}

resource "aws_lambda_function" "unknown" {
  environment {
    variables = {
      # undecided: aws-lambda-secret-in-environment
      DB_PASSWORD = var.password
    }
  }
}
