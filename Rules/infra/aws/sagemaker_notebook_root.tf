variable "root" {}

# ruleid: aws-sagemaker-notebook-root
resource "aws_sagemaker_notebook_instance" "unsaid" {
  name = "research"
}

resource "aws_sagemaker_notebook_instance" "plain" {
  # ok: aws-sagemaker-notebook-root
  root_access = "Disabled"
}

resource "aws_sagemaker_notebook_instance" "unknown" {
  # undecided: aws-sagemaker-notebook-root
  root_access = var.root
}
