variable "password" {}

resource "aws_ecs_task_definition" "written" {
  family = "app"
  # ruleid: aws-ecs-secret-in-environment
  container_definitions = jsonencode([{
    name        = "app"
    image       = "app:1"
    environment = [{ name = "DB_PASSWORD", value = "correct-horse-battery" }]
  }])
}

resource "aws_ecs_task_definition" "referred" {
  family = "app"
  # ok: aws-ecs-secret-in-environment
  container_definitions = jsonencode([{
    name        = "app"
    image       = "app:1"
    environment = [{ name = "DB_HOST", value = "db.internal" }]
    secrets     = [{ name = "DB_PASSWORD", valueFrom = "arn:aws:ssm:eu-central-1:1:parameter/db" }]
  }])
}

resource "aws_ecs_task_definition" "unknown" {
  family = "app"
  # undecided: aws-ecs-secret-in-environment
  container_definitions = jsonencode([{
    name        = "app"
    image       = "app:1"
    environment = [{ name = "DB_PASSWORD", value = var.password }]
  }])
}
