terraform { required_version = ">= 1.0" }

resource "aws_s3_bucket" "logs" {
  bucket = "${var.name}-%{ if var.production ~} live %{ else }test%{ endif }"
  tags   = { for key, value in local.tags : key => value... if value != null }
  policy = <<-EOT
    { "Resource": "${aws_s3_bucket.logs[0].arn}/*" }
  EOT
  zones  = [for zone in data.zones.all[*].names : zone.0 ? 1.5e3 : -min(local.sizes...)]
}
