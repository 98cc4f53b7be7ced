import ShrikeFormats
import ShrikeModel

/// GitHub's alerts of secrets. Values are not kept.
struct GitHubSecretsReader: ReportReader {
  let name = "github_secrets_detection_report"
  let title = "GitHub secret scanning"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("secret_type", "number"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.list, "") { item, _ in
      let place = item["first_location_detected"]
      let what = item.word("secret_type_display_name", "secret_type") ?? "secret"
      let isOpen = item["state"].text == "open"
      let validity = item["validity"].text
      var draft = Draft(
        item["secret_type"].word,
        !isOpen
          ? .info : validity == "active" ? .critical : validity == "inactive" ? .medium : .high,
        "\(what) found", title: what, at: place["path"].word, place["start_line"].int)
      draft.stated = item["state"].word
      draft.endLine = place["end_line"].int
      draft.subject = .secret
      draft.link = item["html_url"].word
      draft.key = item["url"].word
      draft.confidence = validity == "active" ? .high : .medium
      if !isOpen { draft.waive(item["resolution"].word) }
      return draft
    }
  }
}
