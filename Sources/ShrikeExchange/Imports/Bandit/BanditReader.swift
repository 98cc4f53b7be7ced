import ShrikeFormats
import ShrikeModel

/// Bandit's JSON (`-f json`).
struct BanditReader: ReportReader {
  let name = "bandit"
  let title = "Bandit"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["results"].isList && report.root["metrics"]["_totals"].isObject)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["results"].list, "results") { item, _ in
      var draft = Draft(
        item["test_id"].word, Severity(word: item["issue_severity"].word) ?? .info,
        item["issue_text"].word, title: item["test_name"].word, at: item["filename"].word,
        item["line_number"].int)
      draft.stated = item["issue_severity"].word
      draft.confidence = Confidence(rawValue: item["issue_confidence"].text.lowercased()) ?? .medium
      draft.link = item["more_info"].word
      draft.add(cwe: item["issue_cwe"]["id"].int)
      draft.snippet = item["code"].word
      return draft
    }
  }
}
