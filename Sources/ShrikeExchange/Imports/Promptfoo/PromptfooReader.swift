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
    // Reason 2: the model did not answer, and nothing is known.
    for item in report.root["results"]["results"].list
    where item["success"].bool != true && item["failureReason"].int != 2 {
      let facts = item["metadata"].has("pluginId") ? item["metadata"] : item["testCase"]["metadata"]
      let provider = item["provider"].word("id", "label") ?? item["provider"].text
      let level = facts["severity"].word
      // Without a plugin it is no attack, but a check of an answer that failed.
      let plugin = facts["pluginId"].word ?? check(item)
      let what = facts["pluginId"].exists ? "an attack on \(provider) worked" : "\(provider) failed"
      var draft = Draft(
        plugin, Severity(word: level) ?? .medium, "\(plugin): \(what)", title: plugin)
      draft.stated = level
      draft.cwes = [facts["pluginId"].word.map(weakness) ?? 1426]
      draft.why = item["gradingResult"]["reason"].word ?? item["error"].word
      draft.subject = .resource(provider)
      out.add(draft, mergedBy: "\(plugin)|\(provider)")
    }
  }

  /// The kind of the first check that failed.
  private func check(_ item: ReportPart) -> String {
    let failed = item["gradingResult"]["componentResults"].list.first { $0["pass"].bool == false }
    return failed?["assertion"].word("metric", "type") ?? "assertion"
  }

  private func weakness(_ plugin: String) -> Int {
    if plugin.contains("sql") { return 89 }
    if plugin.contains("shell") { return 78 }
    if plugin.contains("injection") || plugin.contains("hijack") || plugin.contains("prompt") {
      return 1427
    }
    if plugin.contains("pii") || plugin.contains("leak") { return 200 }
    if plugin.contains("ssrf") { return 918 }
    if plugin.contains("bola") || plugin.contains("rbac") || plugin.contains("bfla") { return 285 }
    return 1426
  }
}
