variable "password" {}

resource "aws_db_instance" "written" {
  # ruleid: aws-password-in-code
  password = "correct-horse-battery"
}

# ok: aws-password-in-code
resource "aws_db_instance" "managed" {
  manage_master_user_password = true
}

resource "aws_db_instance" "unknown" {
  # undecided: aws-password-in-code
  password = var.password
}
