import ShrikeFormats
import ShrikeModel

/// CyCognito's issues.
struct CyCognitoReader: ReportReader {
  let name = "cycognito"
  let title = "CyCognito"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root[0].has("affected_asset", "severity_score", "issue_id")
        || report.root[0].has("affected_asset", "base_severity_score"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.list, "") { item, _ in
      var draft = Draft(
        item["issue_type"].word ?? item["title"].word,
        Severity(word: item["severity"].word) ?? .info,
        item["title"].word, title: item["title"].word)
      draft.stated = item["severity"].word
      draft.why = item["summary"].word
      draft.remedy = item["remediation_steps"].words.joined(separator: "\n").nonEmpty
      for id in item["cve_ids"].words { draft.add(id: id) }
      draft.key = item["id"].word
      // `domain/example.com` names the kind of an asset first.
      let asset = item["affected_asset"].text
      draft.subject = .host(
        asset.firstIndex(of: "/").map { String(asset[asset.index(after: $0)...]) } ?? asset,
        port: item["affected_ports"][0].word)
      if item["issue_status"].text == "resolved" || item["is_snoozed"].bool == true {
        draft.waive(item["issue_status"].word)
      }
      return draft
    }
  }
}
