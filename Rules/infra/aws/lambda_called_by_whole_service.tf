variable "source" {}

resource "aws_lambda_permission" "all_of_s3" {
  action        = "lambda:InvokeFunction"
  function_name = "app"
  # ruleid: aws-lambda-called-by-whole-service
  principal = "s3.amazonaws.com"
}

resource "aws_lambda_permission" "one_bucket" {
  action        = "lambda:InvokeFunction"
  function_name = "app"
  # ok: aws-lambda-called-by-whole-service
  principal  = "s3.amazonaws.com"
  source_arn = "arn:aws:s3:::uploads"
}

resource "aws_lambda_permission" "unknown" {
  action        = "lambda:InvokeFunction"
  function_name = "app"
  # undecided: aws-lambda-called-by-whole-service
  principal  = "s3.amazonaws.com"
  source_arn = var.source
}
