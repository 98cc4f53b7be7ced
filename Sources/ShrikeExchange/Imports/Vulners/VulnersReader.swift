import ShrikeFormats
import ShrikeModel

/// Vulners' audits over its interface.
struct VulnersReader: ReportReader {
  let name = "api_vulners"
  let title = "Vulners"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["data"]["report"].isList && report.root["data"]["vulns"].exists)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let texts = report.root["data"]["vulns"]
    out.each(report.root["data"]["report"].list, "report") { item, _ in
      let id = item["vulnID"].text
      let text = texts[id]
      let levels: [Int: Severity] = [1: .info, 2: .low, 3: .medium, 4: .high, 5: .critical]
      var draft = Draft(
        id, levels[item["severity"].int ?? 0] ?? .info, item["title"].word ?? id,
        title: item["title"].word)
      draft.stated = item["severityText"].word
      draft.add(id: id)
      for cve in text["cvelist"].words { draft.add(id: cve) }
      draft.why = text["description"].word
      draft.remedy = item["cumulativeFix"].word
      draft.subject = .host(item.word("agentfqdn", "agentip") ?? "", port: nil)
      draft.fact("address", item["agentip"].word)
      return draft
    }
  }
}
