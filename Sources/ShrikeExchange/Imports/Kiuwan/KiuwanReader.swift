import ShrikeFormats
import ShrikeModel
import ShrikeText

/// Kiuwan: CSV of defects, JSON of insights.
struct KiuwanReader: ReportReader {
  let name = "kiuwan"
  let title = "Kiuwan"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.csv?.has("Rule code", "Priority", "Software characteristic") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for row in report.csv?.rows ?? [] {
      var draft = Draft(
        row.word("Rule code"), Self.severity(row["Priority"]), row.word("Rule"),
        title: row.word("Rule"), at: row.word("File"), Int(row["Line number"]))
      draft.stated = row.word("Priority")
      draft.add(cwe: Int(row["CWE"]))
      draft.snippet = row.word("Line text")
      if let path = row.word("Source file") {
        draft.related = [
          Place(
            path: path, start: Int(row["Source line number"]).flatMap { SourcePosition(atLine: $0) }
          )
        ]
      }
      if row["Muted"].lowercased() == "yes" { draft.waive("muted in Kiuwan") }
      out.add(draft)
    }
  }

  static func severity(_ word: String) -> Severity {
    switch word.lowercased() {
    case "very high": .critical
    case "high": .high
    case "normal": .medium
    case "low": .low
    case "very low": .low
    default: Severity(word: word) ?? .info
    }
  }
}

struct KiuwanSCAReader: ReportReader {
  let name = "kiuwan_sca"
  let title = "Kiuwan Insights"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("securityRisk", "components"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for item in report.root.list {
      for component in item["components"].list {
        var draft = Draft(
          weakness: item["cve"].word, in: component["artifact"].word, component["version"].word,
          KiuwanReader.severity(item["securityRisk"].text))
        draft.stated = item["securityRisk"].word
        draft.add(cwe: item["cwe"].word)
        draft.why = item["description"].word
        if item["muted"].bool == true { draft.waive("muted in Kiuwan") }
        out.add(draft)
      }
    }
  }
}
