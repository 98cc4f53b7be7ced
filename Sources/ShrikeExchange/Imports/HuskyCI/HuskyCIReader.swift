import ShrikeFormats
import ShrikeModel

/// huskyCI's results of the tools it ran.
struct HuskyCIReader: ReportReader {
  let name = "huskyci"
  let title = "huskyCI"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("huskyciresults") || report.root.has("RID", "containers"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for (_, language) in report.root["huskyciresults"].entries {
      for (tool, levels) in language.entries {
        for (level, list) in levels.entries where level != "nosecvulns" {
          out.each(list.list, level) { item, _ in
            var draft = Draft(
              item["title"].word ?? item["type"].word,
              Severity(word: item["severity"].word) ?? .info,
              item.word("title", "details"), title: item["title"].word, at: item["file"].word,
              item["line"].int)
            draft.stated = item["severity"].word
            draft.why = item["details"].word
            draft.fact("scanner", tool)
            draft.confidence = Confidence(rawValue: item["confidence"].text.lowercased()) ?? .medium
            if let package = item["code"].word, tool.contains("audit") || tool.contains("safety") {
              draft.subject = .package(.init(name: package, version: item["version"].word))
            }
            return draft
          }
        }
      }
    }
  }
}
