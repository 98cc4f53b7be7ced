variable "privileged" {}

resource "aws_batch_job_definition" "privileged" {
  name = "job"
  # ruleid: aws-batch-privileged-container
  container_properties = jsonencode({ image = "job:1", privileged = true })
}

resource "aws_batch_job_definition" "plain" {
  name = "job"
  # ok: aws-batch-privileged-container
  container_properties = jsonencode({ image = "job:1" })
}

resource "aws_batch_job_definition" "unknown" {
  name = "job"
  # undecided: aws-batch-privileged-container
  container_properties = jsonencode({ image = "job:1", privileged = var.privileged })
}
