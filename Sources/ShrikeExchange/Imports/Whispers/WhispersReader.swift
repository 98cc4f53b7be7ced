import ShrikeFormats
import ShrikeModel

/// Whispers' JSON. Values are not kept.
struct WhispersReader: ReportReader {
  let name = "whispers"
  let title = "Whispers"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("key", "value", "file", "rule_id"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.list, "") { item, _ in
      let level = item["severity"].word
      let levels: [String: Severity] = [
        "BLOCKER": .critical, "CRITICAL": .high, "MAJOR": .medium, "MINOR": .low, "INFO": .info,
      ]
      var draft = Draft(
        item["rule_id"].word, levels[level ?? ""] ?? .info,
        "\(item["message"].text) in \(item["key"].text)", title: item["message"].word,
        at: item["file"].word, item["line"].int)
      draft.secret = item["value"].word
      draft.stated = level
      draft.subject = .secret
      draft.cwes = [798]
      return draft
    }
  }
}
