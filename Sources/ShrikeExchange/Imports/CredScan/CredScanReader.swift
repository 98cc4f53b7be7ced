import ShrikeFormats
import ShrikeModel

/// Microsoft's CredScan: its table of matches.
struct CredScanReader: ReportReader {
  let name = "cred_scan"
  let title = "CredScan"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.csv?.has("Searcher", "IsSuppressed", "HashKey") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for row in report.csv?.rows ?? [] {
      var draft = Draft(
        row.word("Searcher"), Severity(word: row.word("Severity")) ?? .info,
        "\(row["Searcher"]) found", title: row.word("Searcher"), at: row.word("Source"),
        Int(row["Line"]))
      draft.subject = .secret
      draft.key = row.word("HashKey").map { "\($0)|\(row["Source"])" }
      if row["IsSuppressed"].lowercased() == "yes" || row["IsSuppressed"].lowercased() == "true" {
        draft.waive(row.word("SuppressJustification"))
      }
      out.add(draft, mergedBy: "\(row["Searcher"])|\(row["Source"])|\(row["Line"])")
    }
  }
}
