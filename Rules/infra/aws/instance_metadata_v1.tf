variable "tokens" {}

# ruleid: aws-instance-metadata-v1
resource "aws_instance" "unsaid" {
  ami           = "ami-1"
  instance_type = "t3.nano"
}

resource "aws_launch_template" "optional" {
  metadata_options {
    # ruleid: aws-instance-metadata-v1
    http_tokens = "optional"
  }
}

resource "aws_launch_template" "required" {
  metadata_options {
    # ok: aws-instance-metadata-v1
    http_tokens = "required"
  }
}

# ok: aws-instance-metadata-v1
resource "aws_instance" "from_template" {
  launch_template {
    id = aws_launch_template.required.id
  }
}

resource "aws_instance" "without_service" {
  metadata_options {
    # ok: aws-instance-metadata-v1
    http_endpoint = "disabled"
  }
}

resource "aws_instance" "unknown" {
  metadata_options {
    # undecided: aws-instance-metadata-v1
    http_tokens = var.tokens
  }
}
