import ShrikeFormats
import ShrikeModel

/// Crashtest Security's JSON.
struct CrashtestReader: ReportReader {
  let name = "crashtest_security"
  let title = "Crashtest Security"

  private func body(_ report: ReportContent) -> ReportPart {
    report.root["data"].has("findings") ? report.root["data"] : report.root
  }

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(body(report)["findings"].isObject && body(report)["descriptions"].isList)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    var texts: [String: ReportPart] = [:]
    for text in body(report)["descriptions"].list { texts[text["slug"].text] = text }
    for (kind, list) in body(report)["findings"].entries {
      for item in list.list {
        let id = item["finding_description_slug"].text
        let text = texts[id]
        var draft = Draft(
          id.isEmpty ? kind : id, text?["baseScore"].double.map { Severity(score: $0) } ?? .info,
          item["information"].word ?? text?["title"].word, title: text?["title"].word)
        draft.stated = text?["baseScore"].word
        draft.why = text?["description"].word
        draft.remedy = text?["how_to_fix"].word
        draft.link = text?["reference_owasp"].word
        for cve in CVE.ids(in: item["cve_id"].text + " " + draft.message) { draft.add(id: cve) }
        out.add(draft)
      }
    }
  }
}
