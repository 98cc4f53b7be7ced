import ShrikeFormats
import ShrikeModel

/// Bearer's JSON: findings by their severity.
struct BearerReader: ReportReader {
  let name = "bearer_cli"
  let title = "Bearer"

  func recognize(_ report: ReportContent) -> Recognition {
    let levels = ["critical", "high", "medium", "low", "warning"]
    guard report.root.isObject else { return .none }
    return .certain(
      levels.contains { report.root[$0][0].has("cwe_ids", "full_filename") })
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for (level, list) in report.root.entries {
      out.each(list.list, level) { item, _ in
        var draft = Draft(
          item["id"].word, level == "warning" ? .info : Severity(word: level) ?? .info,
          item["title"].word, title: item["title"].word,
          at: item.word("filename", "full_filename"), item["line_number"].int)
        draft.stated = level
        draft.endLine = item["source"]["end"].int
        draft.add(cwe: item["cwe_ids"].words)
        draft.why = item["description"].word
        draft.link = item["documentation_url"].word
        draft.key = item["fingerprint"].word
        draft.snippet = item["snippet"].word
        return draft
      }
    }
  }
}
