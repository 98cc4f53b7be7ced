import ShrikeFormats
import ShrikeModel

/// StackHawk's scan-completed messages.
struct StackHawkReader: ReportReader {
  let name = "stackhawk"
  let title = "StackHawk"

  func recognize(_ report: ReportContent) -> Recognition {
    if report.root["service"].text == "StackHawk" { return .certain }
    return .none
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let scan = report.root["scanCompleted"]
    guard scan.exists else { throw ReportRefusal("it tells of no finished scan") }
    out.toolVersion = scan["scan"]["hawkscanVersion"].word
    out.each(scan["findings"].list, "findings") { item, _ in
      let paths = item["paths"].list
      let host = item["host"].text
      var draft = Draft(
        item["pluginId"].word, Severity(word: item["severity"].word) ?? .info,
        item["pluginName"].word, title: item["pluginName"].word)
      draft.stated = item["severity"].word
      draft.link = item["findingURL"].word
      draft.subject = .endpoint(
        url: host + (paths.first?["path"].text ?? ""), method: paths.first?["method"].word,
        parameter: nil)
      for path in paths { draft.also(host + path["path"].text) }
      let states = Set(paths.map { $0["status"].text })
      if states.isSubset(of: ["FALSE_POSITIVE", "RISK_ACCEPTED"]), let state = states.first {
        draft.waive(state.lowercased().replacing("_", with: " "))
      }
      return draft
    }
  }
}
