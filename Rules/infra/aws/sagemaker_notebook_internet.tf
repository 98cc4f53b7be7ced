variable "access" {}

# ruleid: aws-sagemaker-notebook-internet
resource "aws_sagemaker_notebook_instance" "unsaid" {
  name = "research"
}

resource "aws_sagemaker_notebook_instance" "inside" {
  # ok: aws-sagemaker-notebook-internet
  direct_internet_access = "Disabled"
  subnet_id              = "subnet-1"
}

resource "aws_sagemaker_notebook_instance" "unknown" {
  # undecided: aws-sagemaker-notebook-internet
  direct_internet_access = var.access
}
