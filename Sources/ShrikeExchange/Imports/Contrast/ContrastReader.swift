import ShrikeFormats
import ShrikeModel

/// Contrast's CSV of weaknesses.
struct ContrastReader: ReportReader {
  let name = "contrast"
  let title = "Contrast"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.csv?.has("Vulnerability Name", "Rule Name", "Application ID") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for row in report.csv?.rows ?? [] {
      let word = row.word("Severity")
      var draft = Draft(
        row.word("Rule Name"), word == "Note" ? .info : Severity(word: word) ?? .info,
        row.word("Vulnerability Name"), title: row.word("Rule Name"))
      draft.stated = word
      draft.add(cwe: row.word("CWE ID"))
      draft.key = row.word("Vulnerability ID")
      let scheme = row.word("Request Protocol") ?? "http"
      draft.subject = .endpoint(
        url: row["Request URI"].contains("://")
          ? row["Request URI"] : "\(scheme)://\(row["Application Name"])\(row["Request URI"])",
        method: row.word("Request Method"), parameter: nil)
      if ["Not a Problem", "Remediated", "Fixed"].contains(row["Status"]) {
        draft.waive(row["Status"])
      }
      out.add(draft, mergedBy: draft.key ?? draft.message)
    }
  }
}
