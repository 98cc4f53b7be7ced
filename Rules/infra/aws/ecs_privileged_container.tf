variable "privileged" {}

resource "aws_ecs_task_definition" "privileged" {
  family = "app"
  # ruleid: aws-ecs-privileged-container
  container_definitions = jsonencode([{ name = "app", image = "app:1", privileged = true }])
}

resource "aws_ecs_task_definition" "plain" {
  family = "app"
  # ok: aws-ecs-privileged-container
  container_definitions = jsonencode([{ name = "app", image = "app:1" }])
}

resource "aws_ecs_task_definition" "unknown" {
  family = "app"
  # undecided: aws-ecs-privileged-container
  container_definitions = jsonencode([{ name = "app", image = "app:1", privileged = var.privileged }])
}
