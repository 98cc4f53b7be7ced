import ShrikeFormats
import ShrikeModel

/// promptfoo's red team: attacks on a language model that worked.
struct PromptfooReader: ReportReader {
  let name = "promptfoo"
  let title = "promptfoo"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("evalId", "results") && report.root["results"]["results"].isList)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for item in report.root["results"]["results"].list where item["success"].bool != true {
      let facts = item["metadata"].has("pluginId") ? item["metadata"] : item["testCase"]["metadata"]
      guard let plugin = facts["pluginId"].word else { continue }
      let provider = item["provider"].word("id", "label") ?? item["provider"].text
      let level = facts["severity"].word
      var draft = Draft(
        plugin, Severity(word: level) ?? .medium, "\(plugin): an attack on \(provider) worked",
        title: plugin)
      draft.stated = level
      draft.cwes = [weakness(plugin)]
      draft.why = item["gradingResult"]["reason"].word ?? item["error"].word
      draft.subject = .resource(provider)
      out.add(draft, mergedBy: "\(plugin)|\(provider)")
    }
  }

  private func weakness(_ plugin: String) -> Int {
    if plugin.contains("injection") || plugin.contains("hijack") || plugin.contains("prompt") {
      return 1427
    }
    if plugin.contains("pii") || plugin.contains("leak") { return 200 }
    if plugin.contains("sql") { return 89 }
    if plugin.contains("shell") { return 78 }
    if plugin.contains("ssrf") { return 918 }
    if plugin.contains("bola") || plugin.contains("rbac") || plugin.contains("bfla") { return 285 }
    return 1426
  }
}
