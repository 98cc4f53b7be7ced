import ShrikeFormats
import ShrikeModel

/// gosec's JSON (`-fmt json`).
struct GosecReader: ReportReader {
  let name = "gosec"
  let title = "gosec"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    return .certain(root.has("Issues", "Stats") && root["Stats"]["nosec"].exists)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["GosecVersion"].word
    out.each(report.root["Issues"].list, "Issues") { item, _ in
      // `12-14` where it spans lines.
      let lines = item["line"].text.split(separator: "-").map { Int($0) }
      var draft = Draft(
        item["rule_id"].word, Severity(word: item["severity"].word) ?? .medium,
        item["details"].word, at: item["file"].word, lines.first ?? nil)
      draft.stated = item["severity"].word
      draft.column = item["column"].int
      draft.endLine = lines.count > 1 ? lines[1] : nil
      draft.confidence = Confidence(rawValue: item["confidence"].text.lowercased()) ?? .medium
      draft.add(cwe: item["cwe"].first("id", "ID").int)
      draft.link = item["cwe"].word("url", "URL")
      draft.snippet = item["code"].word
      if item["nosec"].bool == true || !item["suppressions"].isEmpty {
        draft.waive(item["suppressions"][0]["justification"].word, source: .inlineComment)
      }
      return draft
    }
  }
}
