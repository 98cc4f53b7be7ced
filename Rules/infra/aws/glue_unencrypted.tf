variable "mode" {}

resource "aws_glue_security_configuration" "half" {
  encryption_configuration {
    cloudwatch_encryption {
      # ruleid: aws-glue-unencrypted
      cloudwatch_encryption_mode = "DISABLED"
    }

    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
    }

    s3_encryption {
      s3_encryption_mode = "SSE-KMS"
    }
  }
}

resource "aws_glue_security_configuration" "encrypted" {
  encryption_configuration {
    cloudwatch_encryption {
      # ok: aws-glue-unencrypted
      cloudwatch_encryption_mode = "SSE-KMS"
    }

    job_bookmarks_encryption {
      # ok: aws-glue-unencrypted
      job_bookmarks_encryption_mode = "CSE-KMS"
    }

    s3_encryption {
      # ok: aws-glue-unencrypted
      s3_encryption_mode = "SSE-KMS"
    }
  }
}

resource "aws_glue_data_catalog_encryption_settings" "unknown" {
  data_catalog_encryption_settings {
    encryption_at_rest {
      # undecided: aws-glue-unencrypted
      catalog_encryption_mode = var.mode
    }

    connection_password_encryption {
      # ok: aws-glue-unencrypted
      return_connection_password_encrypted = true
    }
  }
}
