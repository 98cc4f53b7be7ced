import ShrikeFormats
import ShrikeModel

/// sqlmap's table of targets.
struct SQLMapReader: ReportReader {
  let name = "sqlmap"
  let title = "sqlmap"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.csv?.has("Target URL", "Place", "Parameter") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for row in report.csv?.rows ?? [] where !row["Parameter"].isEmpty {
      var draft = Draft(
        "sql-injection", .high, "SQL injection in the parameter \(row["Parameter"])",
        title: "SQL injection")
      draft.cwes = [89]
      draft.subject = .endpoint(
        url: row["Target URL"], method: row.word("Place"), parameter: row.word("Parameter"))
      draft.fact("techniques", row.word("Technique(s)"))
      out.add(
        draft, mergedBy: [row["Target URL"], row["Place"], row["Parameter"]].joined(separator: "|"))
    }
  }
}
