variable "script" {}

resource "aws_instance" "exported" {
  # ruleid: aws-user-data-secret
  user_data = <<-EOF
    #!/bin/sh
    export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
    export AWS_DEFAULT_REGION=eu-central-1
  EOF
}

resource "aws_launch_template" "encoded" {
  # ruleid: aws-user-data-secret
  user_data = base64encode("export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE")
}

resource "aws_instance" "clean" {
  # ok: aws-user-data-secret
  user_data = <<-EOF
    #!/bin/sh
    apt-get install -y nginx
  EOF
}

resource "aws_instance" "unknown" {
  # undecided: aws-user-data-secret
  user_data = var.script
}
