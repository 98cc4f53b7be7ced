import ShrikeFormats
import ShrikeModel

/// RuboCop's JSON: what its cops of security say.
struct RuboCopReader: ReportReader {
  let name = "rubocop"
  let title = "RuboCop"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["metadata"].has("rubocop_version"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["metadata"]["rubocop_version"].word
    for file in report.root["files"].list {
      // Of style and layout, too, RuboCop tells.
      for item in file["offenses"].list where item["cop_name"].text.hasPrefix("Security/") {
        let level = item["severity"].word
        let severity: Severity =
          switch level {
          case "fatal": .critical
          case "error": .high
          case "info": .info
          case "refactor": .low
          default: .medium
          }
        let place = item["location"]
        var draft = Draft(
          item["cop_name"].word, severity, item["message"].word, at: file["path"].word,
          place.first("start_line", "line").int)
        draft.stated = level
        draft.column = place.first("start_column", "column").int
        draft.endLine = place["last_line"].int
        draft.endColumn = place["last_column"].int.map { $0 + 1 }
        out.add(draft)
      }
    }
  }
}
