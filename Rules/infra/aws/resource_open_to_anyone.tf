variable "principal" {}

resource "aws_efs_file_system_policy" "open" {
  file_system_id = "fs-1"
  # ruleid: aws-resource-open-to-anyone
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "elasticfilesystem:*" }]
  })
}

resource "aws_backup_vault_policy" "organisation" {
  backup_vault_name = "main"
  # ok: aws-resource-open-to-anyone
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "backup:CopyIntoBackupVault"
      Resource  = "*"
      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1234567890" } }
    }]
  })
}

resource "aws_glue_resource_policy" "unknown" {
  # undecided: aws-resource-open-to-anyone
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = var.principal, Action = "glue:*", Resource = "*" }]
  })
}
