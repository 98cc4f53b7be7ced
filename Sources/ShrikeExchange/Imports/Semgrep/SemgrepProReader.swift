import ShrikeFormats
import ShrikeModel

/// Findings as Semgrep's platform lists them over its API.
struct SemgrepProReader: ReportReader {
  let name = "semgrep_pro"
  let title = "Semgrep AppSec Platform"

  func recognize(_ report: ReportContent) -> Recognition {
    let findings = report.root["findings"]
    guard findings.isList else { return .none }
    if findings.isEmpty { return report.root.count == 1 ? .possible : .none }
    return .certain(findings[0].has("rule_name") && findings[0].has("triage_state"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["findings"].list, "findings") { item, _ in
      let location = item["location"]
      var draft = Draft(
        item["rule_name"].word, Severity(word: item["severity"].word) ?? .info,
        item["rule_message"].word, at: location["file_path"].word, location["line"].int)
      draft.stated = item["severity"].word
      draft.column = location["column"].int
      draft.endLine = location["end_line"].int
      draft.endColumn = location["end_column"].int
      draft.confidence = Confidence(rawValue: item["confidence"].text.lowercased()) ?? .medium
      draft.add(cwe: item["rule"]["cwe_names"].words)
      draft.link = item["line_of_code_url"].word
      draft.key = item["match_based_id"].word
      let state = item["triage_state"].text
      if ["ignored", "fixed"].contains(state) || item["status"].text == "ignored" {
        draft.waive(item["triage_reason"].word)
      }
      return draft
    }
  }
}
