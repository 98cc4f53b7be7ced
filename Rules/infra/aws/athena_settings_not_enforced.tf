variable "enforced" {}

resource "aws_athena_workgroup" "free" {
  configuration {
    # ruleid: aws-athena-settings-not-enforced
    enforce_workgroup_configuration = false
  }
}

# ok: aws-athena-settings-not-enforced
resource "aws_athena_workgroup" "unsaid" {
  configuration {
    bytes_scanned_cutoff_per_query = 100000000
  }
}

resource "aws_athena_workgroup" "unknown" {
  configuration {
    # undecided: aws-athena-settings-not-enforced
    enforce_workgroup_configuration = var.enforced
  }
}
