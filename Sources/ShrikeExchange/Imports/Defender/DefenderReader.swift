import ShrikeFormats
import ShrikeModel

/// Microsoft Defender for Endpoint: weaknesses by machine, as its interface lists them; in an
/// archive with the machines beside them.
struct DefenderReader: ReportReader {
  let name = "ms_defender"
  let title = "Microsoft Defender"

  func recognize(_ report: ReportContent) -> Recognition {
    if !report.entries.isEmpty {
      return .certain(report.entries.contains { $0.name.contains("vulnerabilities/") })
    }
    guard report.root["value"].isList else { return .none }
    if report.root["value"][0].has("cveId", "machineId") { return .certain }
    return .likely(report.root["@odata.context"].text.contains("securitycenter"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    var machines: [String: ReportPart] = [:]
    var lists = [report.root]
    for entry in report.entries {
      if entry.name.contains("machines/") {
        for machine in entry.root["value"].list { machines[machine["id"].text] = machine }
      } else {
        lists.append(entry.root)
      }
    }
    for list in lists {
      out.each(list["value"].list, "value") { item, _ in
        let machine = machines[item["machineId"].text]
        var draft = Draft(
          weakness: item["cveId"].word, in: item["productName"].word, item["productVersion"].word,
          Severity(word: item["severity"].word) ?? .info)
        draft.stated = item["severity"].word
        draft.subject = .host(
          machine?.word("computerDnsName", "lastIpAddress") ?? item["machineId"].text, port: nil)
        draft.fact("vendor", item["productVendor"].word)
        draft.fact("product", item["productName"].word)
        draft.fact("version", item["productVersion"].word)
        draft.fact("fixing-update", item["fixingKbId"].word)
        draft.key = item["id"].word
        return draft
      }
    }
  }
}
