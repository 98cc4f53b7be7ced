import ShrikeFormats
import ShrikeModel

/// Edgescan's weaknesses over its interface.
struct EdgescanReader: ReportReader {
  let name = "api_edgescan"
  let title = "Edgescan"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("asset_id", "location_specifier_id"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let levels: [Int: Severity] = [1: .info, 2: .low, 3: .medium, 4: .high, 5: .critical]
    out.each(report.root.list, "") { item, _ in
      var draft = Draft(
        item["definition_id"].word ?? item["name"].word, levels[item["severity"].int ?? 0] ?? .info,
        item["name"].word, title: item["name"].word)
      draft.stated = item["severity"].word
      draft.why = item["description"].word
      draft.remedy = item["remediation"].word
      draft.add(cwe: item["cwes"].words)
      for id in item["cves"].words { draft.add(id: id) }
      draft.key = item["id"].word
      draft.subject = .endpoint(url: item["location"].text, method: nil, parameter: nil)
      if item["status"].text == "closed" { draft.waive("closed") }
      return draft
    }
  }
}
