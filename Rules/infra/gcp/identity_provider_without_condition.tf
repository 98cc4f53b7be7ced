resource "google_iam_workload_identity_pool_provider" "open" {
  oidc {
    # ruleid: gcp-identity-provider-without-condition
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_iam_workload_identity_pool_provider" "closed" {
  attribute_condition = "assertion.repository_owner == 'shop'"
  oidc {
    # ok: gcp-identity-provider-without-condition
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
