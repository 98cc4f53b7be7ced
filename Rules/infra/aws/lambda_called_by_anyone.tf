variable "principal" {}

resource "aws_lambda_permission" "open" {
  action        = "lambda:InvokeFunction"
  function_name = "app"
  # ruleid: aws-lambda-called-by-anyone
  principal = "*"
}

resource "aws_lambda_function_url" "open" {
  function_name = "app"
  # ruleid: aws-lambda-called-by-anyone
  authorization_type = "NONE"
}

resource "aws_lambda_permission" "organisation" {
  action           = "lambda:InvokeFunction"
  function_name    = "app"
  principal_org_id = "o-1234567890"
  # ok: aws-lambda-called-by-anyone
  principal = "*"
}

resource "aws_lambda_permission" "unknown" {
  action        = "lambda:InvokeFunction"
  function_name = "app"
  # undecided: aws-lambda-called-by-anyone
  principal = var.principal
}
