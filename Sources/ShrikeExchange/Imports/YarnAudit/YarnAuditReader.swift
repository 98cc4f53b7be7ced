import ShrikeFormats
import ShrikeModel

/// `yarn audit --json` of Yarn 1 and `yarn npm audit --json` of Yarn 2 and later: JSON lines.
struct YarnAuditReader: ReportReader {
  let name = "yarn_audit"
  let title = "Yarn audit"

  func recognize(_ report: ReportContent) -> Recognition {
    guard let first = report.values.first else { return .none }
    if first.has("value", "children"), first["children"].has("Issue") { return .certain }
    let types = [
      "auditAdvisory", "auditSummary", "auditAction", "activityStart", "info", "warning",
    ]
    return .certain(
      first.has("type", "data")
        && report.values.contains { types.contains($0["type"].text) && $0["data"].exists })
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    if let error = report.values.first(where: { $0["type"].text == "error" }) {
      throw ReportRefusal("Yarn failed: \(error["data"].text)")
    }
    for item in report.values {
      if item["type"].text == "auditAdvisory" {
        let advisory = item["data"]["advisory"]
        let finding = advisory["findings"][0]
        out.add(
          Advisories.draft(
            advisory, version: finding["version"].word, path: finding["paths"][0].word),
          mergedBy: advisory["id"].text + advisory["module_name"].text)
      } else if item["children"].isObject {
        let details = item["children"]
        let version = details["Tree Versions"][0].word
        var draft = Draft(
          weakness: details["ID"].word, in: item["value"].word, version,
          Severity(word: details["Severity"].word) ?? .info, title: details["Issue"].word,
          purl: Advisories.purl(item["value"].text, version))
        draft.stated = details["Severity"].word
        draft.ids = []
        draft.link = details["URL"].word
        draft.fact("vulnerable-versions", details["Vulnerable Versions"].word)
        out.add(draft)
      } else if item["type"].text.isEmpty, let text = item.node?.string {
        throw ReportRefusal("Yarn failed: \(text)")
      }
    }
  }
}
