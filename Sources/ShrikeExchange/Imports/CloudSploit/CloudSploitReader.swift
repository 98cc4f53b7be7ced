import ShrikeFormats
import ShrikeModel

/// CloudSploit's JSON.
struct CloudSploitReader: ReportReader {
  let name = "cloudsploit"
  let title = "CloudSploit"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("plugin", "category", "resource", "status"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let levels: [String: Severity] = ["FAIL": .critical, "WARN": .medium, "UNKNOWN": .info]
    out.each(report.root.list, "") { item, _ in
      let status = item["status"].text
      guard let severity = levels[status] else { return nil }
      var draft = Draft(
        item["plugin"].word, severity, item["message"].word, title: item["title"].word)
      draft.stated = status
      draft.why = item["description"].word
      draft.subject = .cloud(item["resource"].text)
      draft.fact("region", item["region"].word)
      return draft
    }
  }
}
