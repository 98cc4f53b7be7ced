variable "all" {}

resource "aws_config_configuration_aggregator" "some" {
  # ruleid: aws-config-without-all-regions
  account_aggregation_source {
    account_ids = ["123456789012"]
    regions     = ["eu-central-1"]
  }
}

resource "aws_config_configuration_aggregator" "all" {
  organization_aggregation_source {
    # ok: aws-config-without-all-regions
    all_regions = true
    role_arn    = "arn:aws:iam::123456789012:role/config"
  }
}

resource "aws_config_configuration_aggregator" "unknown" {
  organization_aggregation_source {
    # undecided: aws-config-without-all-regions
    all_regions = var.all
    role_arn    = "arn:aws:iam::123456789012:role/config"
  }
}
