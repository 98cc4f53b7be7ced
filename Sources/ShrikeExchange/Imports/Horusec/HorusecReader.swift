import ShrikeFormats
import ShrikeModel

/// Horusec's JSON. Code of leaks is not kept.
struct HorusecReader: ReportReader {
  let name = "horusec"
  let title = "Horusec"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("analysisVulnerabilities"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["version"].word
    out.each(report.root["analysisVulnerabilities"].list, "analysisVulnerabilities") { part, _ in
      let item = part["vulnerabilities"]
      let lines = item["details"].text.split(whereSeparator: \.isNewline).map(String.init)
      var draft = Draft(
        item["rule_id"].word, Severity(word: item["severity"].word) ?? .info, lines.first,
        title: lines.first, at: item["file"].word, item["line"].int)
      draft.stated = item["severity"].word
      draft.column = item["column"].int
      draft.confidence = Confidence(rawValue: item["confidence"].text.lowercased()) ?? .medium
      draft.why = item["details"].word
      draft.cwes = CWE.numbers(in: item["details"].text)
      draft.key = item["vulnHash"].word
      draft.fact("scanner", item["securityTool"].word)
      if item["language"].text == "Leaks" { draft.subject = .secret }
      if ["False Positive", "Risk Accepted"].contains(item["type"].text) {
        draft.waive(item["type"].text.lowercased())
      }
      return draft
    }
  }
}
