# Found: the pair opens the whole account. Silent: the pair that AWS prints in its manual.
provider "aws" {
  region     = "eu-central-1"
  access_key = "AKIAME3CVTPRRNCZQMH4"
  secret_key = "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"
}

provider "aws" {
  alias      = "manual"
  region     = "eu-central-1"
  access_key = "AKIAIOSFODNN7EXAMPLE"
  secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
}

variable "db_password" {
  type      = string
  sensitive = true
}

resource "aws_db_instance" "orders" {
  engine              = "postgres"
  instance_class      = "db.t3.micro"
  username            = "shop"
  password            = var.db_password
  publicly_accessible = true
}

resource "aws_s3_bucket" "invoices" {
  bucket = "shop-invoices"
  acl    = "public-read"
}
