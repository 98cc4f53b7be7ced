import ShrikeFormats
import ShrikeModel

/// Dockle's JSON.
struct DockleReader: ReportReader {
  let name = "dockle"
  let title = "Dockle"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["summary"].has("fatal", "warn", "pass"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for item in report.root["details"].list {
      let level = item["level"].text
      let levels: [String: Severity] = ["FATAL": .critical, "WARN": .medium, "INFO": .low]
      guard let severity = levels[level] else { continue }
      var draft = Draft(
        item["code"].word, severity,
        "\(item["title"].text): \(item["alerts"].words.joined(separator: "; "))",
        title: item["title"].word)
      draft.stated = level
      if let image = report.root["image"].word { draft.subject = .image(image, nil) }
      out.add(draft)
    }
  }
}
