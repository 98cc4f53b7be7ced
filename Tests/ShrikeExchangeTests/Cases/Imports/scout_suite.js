scoutsuite_results =
{
  "account_id": "acme-shop",
  "provider_code": "gcp",
  "provider_name": "Google Cloud Platform",
  "last_run": {"version": "5.13.0", "ruleset_name": "default"},
  "services": {
    "cloudstorage": {
      "findings": {
        "cloudstorage-bucket-allUsers": {
          "checked_items": 2,
          "description": "Bucket accessible by \"allUsers\"",
          "flagged_items": 2,
          "items": ["cloudstorage.projects.acme-shop.buckets.0102.allUsers", "cloudstorage.projects.acme-shop.buckets.0304.allUsers"],
          "level": "danger",
          "rationale": "Anybody may read what lies there.",
          "references": ["https://cloud.example/access"],
          "remediation": "Name who may read.",
          "service": "Cloud Storage"
        },
        "cloudstorage-bucket-no-versioning": {
          "checked_items": 2,
          "description": "Bucket without versions",
          "flagged_items": 0,
          "items": [],
          "level": "warning",
          "references": null,
          "remediation": null,
          "service": "Cloud Storage"
        }
      }
    },
    "iam": {
      "findings": {
        "iam-personal-accounts": {
          "description": "Personal account in use",
          "flagged_items": 1,
          "items": ["iam.projects.acme-shop.bindings.ada"],
          "level": "warning",
          "rationale": null,
          "references": null,
          "remediation": null
        }
      }
    }
  }
}
