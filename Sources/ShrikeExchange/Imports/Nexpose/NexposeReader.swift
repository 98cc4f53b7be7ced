import ShrikeFormats
import ShrikeModel

/// Rapid7 Nexpose's XML 2.0.
struct NexposeReader: ReportReader {
  let name = "nexpose"
  let title = "Nexpose"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.xml.name == "NexposeReport")
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    var known: [String: XMLElement] = [:]
    for item in report.xml["VulnerabilityDefinitions"].all("vulnerability") {
      if let id = item.attribute("id") { known[id.lowercased()] = item }
    }
    for node in report.xml["nodes"].all("node") {
      let host = node.attribute("address") ?? ""
      if node.attribute("status") == "alive" {
        var draft = Draft("host-up", .info, "\(host) is up", title: "Host up")
        draft.subject = .host(host, port: nil)
        draft.fact("hostname", node["names"]["name"].word)
        out.add(draft, mergedBy: "host-up")
      }
      for test in node["tests"].all("test") { add(test, known, host, nil, into: &out) }
      for endpoint in node["endpoints"].all("endpoint") {
        let port = "\(endpoint.attribute("port") ?? "")/\(endpoint.attribute("protocol") ?? "tcp")"
        for service in endpoint["services"].all("service") {
          if endpoint.attribute("status") == "open" {
            var draft = Draft(
              "open-port", .info, "Port \(port) is open: \(service.attribute("name") ?? "")",
              title: "Open port")
            draft.subject = .host(host, port: port)
            out.add(draft)
          }
          for test in service["tests"].all("test") { add(test, known, host, port, into: &out) }
        }
      }
    }
  }

  private func add(
    _ test: XMLElement, _ known: [String: XMLElement], _ host: String, _ port: String?,
    into out: inout ReportCollector
  ) {
    let status = test.attribute("status") ?? ""
    let isExcepted = status.hasPrefix("exception-vulnerable")
    guard isExcepted || status.hasPrefix("vulnerable"), let id = test.attribute("id") else {
      return
    }
    let item = known[id.lowercased()]
    // Severities from 1 to 10.
    let level = item?.attribute("severity").flatMap { Int($0) } ?? 0
    let severity: Severity =
      level >= 9 ? .critical : level >= 7 ? .high : level >= 4 ? .medium : level > 0 ? .low : .info
    var draft = Draft(
      id, severity, item?.attribute("title") ?? id, title: item?.attribute("title"))
    draft.stated = item?.attribute("severity")
    draft.why = item?["description"].allText.nonEmpty
    draft.remedy = item?["solution"].allText.nonEmpty
    for reference in item?["references"].all("reference") ?? []
    where reference.attribute("source") == "CVE" { draft.add(id: reference.text) }
    draft.tags = item?["tags"].all("tag").map(\.text) ?? []
    draft.subject = .host(host, port: port)
    if status.hasSuffix("-exploited") { draft.confidence = .high }
    if status.hasSuffix("-potential") { draft.confidence = .low }
    if isExcepted { draft.waive("an exception is made") }
    out.add(draft, mergedBy: "\(id)|\(host)|\(severity)|\(isExcepted)")
  }
}
