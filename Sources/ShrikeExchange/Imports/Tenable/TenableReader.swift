import ShrikeFormats
import ShrikeModel

/// Tenable Nessus: its XML (`.nessus`) and its CSV, of networks and of web applications.
struct TenableReader: ReportReader {
  let name = "tenable"
  let title = "Tenable Nessus"

  func recognize(_ report: ReportContent) -> Recognition {
    if report.xml.name == "NessusClientData_v2" { return .certain }
    guard let table = report.csv else { return .none }
    if table.has("Plugin ID", "Host", "Name") || table.has("Plugin", "Plugin Name", "Severity") {
      return .certain
    }
    return .likely(table.has("definition.name", "severity") || table.has("Plugin ID", "Risk"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard let table = report.csv else { return readXML(report.xml, into: &out) }
    for row in table.rows {
      guard
        let name = row.word("Name") ?? row.word("Plugin Name") ?? row.word("definition.name")
          ?? row.word("asset.name")
      else {
        out.skip("line \(row.line)", "it names no weakness")
        continue
      }
      let id = row.word("Plugin ID") ?? row.word("Plugin") ?? row.word("definition.id")
      let stated = row.word("Risk") ?? row.word("Severity") ?? row.word("Risk Factor")
      var draft = Draft(id, severity(stated), name, title: name)
      draft.stated = stated
      draft.why = row.word("Description") ?? row.word("definition.description")
      draft.remedy =
        row.word("Solution") ?? row.word("Steps to Remediate")
        ?? row.word("definition.solution")
      draft.link = row.word("See Also")
      for id in CVE.ids(in: row["CVE"] + " " + row["definition.cve"]) { draft.add(id: id) }
      draft.add(cwe: CWE.numbers(in: row["CWE"]).first)
      subject(
        row.word("Host") ?? row.word("IP Address") ?? row.word("DNS Name")
          ?? row.word("asset.display_ipv4_address") ?? row["asset.host_name"],
        row.word("Port") ?? row["asset.port"], row["Protocol"], &draft)
      out.add(
        draft,
        mergedBy: [
          draft.rule, draft.message, draft.subject.identityText, draft.severity.rawValue,
        ].joined(separator: "|"))
    }
  }

  private func readXML(_ root: XMLElement, into out: inout ReportCollector) {
    for host in root["Report"].all("ReportHost") {
      for item in host.all("ReportItem") {
        let name = item.attribute("pluginName") ?? item["plugin_name"].word
        let level = item.attribute("severity")
        var draft = Draft(
          item.attribute("pluginID"),
          ["1": .low, "2": .medium, "3": .high, "4": .critical][level ?? ""] ?? .info, name,
          title: name)
        draft.stated = item["risk_factor"].word
        draft.why = item["description"].word
        draft.remedy = item["solution"].word
        draft.link = item["see_also"].word
        for id in item.all("cve") { draft.add(id: id.text) }
        for id in item.all("cwe") { draft.add(cwe: Int(id.text)) }
        draft.tags = [item.attribute("pluginFamily")].compactMap { $0 }
        subject(
          host.attribute("name") ?? "", item.attribute("port") ?? "",
          item.attribute("protocol") ?? "", &draft)
        let uri = item["uri"].word ?? item["uri_base"].word
        if let uri, uri.contains("://") {
          draft.subject = .endpoint(
            url: uri, method: item["request_type"].word, parameter: item["input_name"].word)
        }
        out.add(draft)
      }
    }
  }

  private func severity(_ word: String?) -> Severity {
    if let word, let number = Int(word) {
      return [1: .low, 2: .medium, 3: .high, 4: .critical][number] ?? .info
    }
    return Severity(word: word) ?? .info
  }

  private func subject(_ host: String, _ port: String, _ kind: String, _ draft: inout Draft) {
    if host.contains("://") {
      draft.subject = .endpoint(url: host, method: nil, parameter: nil)
    } else if !host.isEmpty {
      let hasPort = !port.isEmpty && port != "0"
      draft.subject = .host(
        host, port: hasPort ? "\(port)/\(kind.isEmpty ? "tcp" : kind.lowercased())" : nil)
    }
  }
}
