variable "encryption" {}

resource "aws_ecs_task_definition" "plain" {
  volume {
    name = "data"

    # ruleid: aws-ecs-plain-file-system
    efs_volume_configuration {
      file_system_id = "fs-1"
    }
  }
}

resource "aws_ecs_task_definition" "encrypted" {
  volume {
    name = "data"

    efs_volume_configuration {
      file_system_id = "fs-1"
      # ok: aws-ecs-plain-file-system
      transit_encryption = "ENABLED"
    }
  }
}

resource "aws_ecs_task_definition" "unknown" {
  volume {
    name = "data"

    efs_volume_configuration {
      file_system_id = "fs-1"
      # undecided: aws-ecs-plain-file-system
      transit_encryption = var.encryption
    }
  }
}
