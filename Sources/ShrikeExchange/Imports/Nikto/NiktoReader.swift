import ShrikeFormats
import ShrikeModel

/// Nikto's JSON and XML.
struct NiktoReader: ReportReader {
  let name = "nikto"
  let title = "Nikto"

  func recognize(_ report: ReportContent) -> Recognition {
    if report.xml.name == "niktoscan" { return .certain }
    let part = report.root.isList ? report.root[0] : report.root
    return .certain(part.has("host", "banner", "vulnerabilities"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    if report.xml.exists {
      out.toolVersion = report.xml.attribute("version")
      for scan in report.xml.descendants("scandetails") {
        for item in scan.all("item") {
          add(
            item.attribute("id"), item["description"].word,
            item["namelink"].word ?? item["uri"].text,
            item.attribute("method"), into: &out)
        }
      }
      return
    }
    for part in report.root.each {
      let host = part["host"].text
      let port = part["port"].text
      let base = "\(port == "443" ? "https" : "http")://\(host):\(port)"
      for item in part["vulnerabilities"].list {
        add(
          item["id"].word, item["msg"].word, base + item["url"].text, item["method"].word,
          into: &out)
      }
    }
  }

  /// Nikto states no severity: what may run something of others is worse than what tells something.
  private func add(
    _ id: String?, _ message: String?, _ url: String, _ method: String?,
    into out: inout ReportCollector
  ) {
    let text = message ?? ""
    var draft = Draft(id, severity(text), message)
    draft.subject = .endpoint(url: url, method: method, parameter: nil)
    for id in CVE.ids(in: text) { draft.add(id: id) }
    out.add(draft, mergedBy: "\(draft.severity)|\(text)")
  }

  private func severity(_ text: String) -> Severity {
    let upper = text.uppercased()
    let isBad = [
      "ALLOWED HTTP METHODS", "OSVDB", "DEBUG HTTP", "CROSS-DOMAIN", "CROSSDOMAIN", "INJECTION",
      "XSS", "VULNERABLE",
    ]
    return isBad.contains { upper.contains($0) } ? .medium : .info
  }
}
