import ShrikeFormats
import ShrikeModel

/// n0s1's JSON: secrets in tickets and wikis. Values are not kept.
struct N0s1Reader: ReportReader {
  let name = "n0s1"
  let title = "n0s1"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root["tool"]["name"].text == "n0s1"
        || report.root["findings"].entries.first?.value["details"].has("matched_regex_config")
          == true
    )
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["tool"]["version"].word
    for (id, item) in report.root["findings"].entries {
      let details = item["details"]
      let rule = details["matched_regex_config"]
      let what = rule.word("description", "id") ?? "secret"
      var draft = Draft(rule["id"].word ?? what, .high, "\(what) found", title: what)
      draft.subject = .secret
      draft.key = id
      draft.path = item["url"].word
      draft.fact("platform", details["platform"].word)
      draft.fact("field", details["ticket_field"].word)
      out.add(draft)
    }
  }
}
