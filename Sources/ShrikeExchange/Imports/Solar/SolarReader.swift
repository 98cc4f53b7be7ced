import ShrikeFormats
import ShrikeModel

/// Solar appScreener's CSV.
struct SolarReader: ReportReader {
  let name = "solar_appscreener"
  let title = "Solar appScreener"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.csv?.has("Vulnerability", "Severity Level", "Trace") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for row in report.csv?.rows ?? [] {
      var draft = Draft(
        row.word("Vulnerability"), Severity(word: row.word("Severity Level")) ?? .info,
        row.word("Vulnerability"), title: row.word("Vulnerability"), at: row.word("File"),
        Int(row["Line"].prefix { $0.isNumber }))
      draft.stated = row.word("Severity Level")
      draft.why = row.word("Description")
      draft.remedy = row.word("Recommendations")
      let links = row["Links"].split { $0 == "," || $0.isWhitespace }.map(String.init)
      draft.link = links.first { $0.contains("://") }
      draft.add(cwe: links.filter { $0.contains("cwe.mitre.org") })
      if row["Status"] == "Rejected" { draft.waive(row.word("Vulnerability Comment")) }
      out.add(draft)
    }
  }
}
