variable "runtime" {}

resource "aws_lambda_function" "old" {
  # ruleid: aws-lambda-old-runtime
  runtime = "python3.7"
}

resource "aws_lambda_function" "current" {
  # ok: aws-lambda-old-runtime
  runtime = "python3.13"
}

resource "aws_lambda_function" "unknown" {
  # undecided: aws-lambda-old-runtime
  runtime = var.runtime
}
