variable "key" {}

provider "aws" {
  region = "eu-central-1"
  # ruleid: aws-credentials-in-provider
  access_key = "AKIAIOSFODNN7EXAMPLE"
  # ruleid: aws-credentials-in-provider
  secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
}

# ok: aws-credentials-in-provider
provider "aws" {
  alias   = "by_profile"
  profile = "deploy"
}

provider "aws" {
  alias = "unknown"
  # undecided: aws-credentials-in-provider
  access_key = var.key
}
