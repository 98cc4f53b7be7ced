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
          let site = scan.attribute("sitename") ?? ""
          add(
            item.attribute("id"), item["description"].word,
            item["namelink"].word ?? Self.join(site, item["uri"].text),
            item.attribute("method"), item.attribute("osvdbid"), item["references"].text,
            into: &out)
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
          item["OSVDB"].word, item["references"].text, into: &out)
      }
    }
  }

  private static func join(_ site: String, _ path: String) -> String {
    site.hasSuffix("/") && path.hasPrefix("/") ? site + path.dropFirst() : site + path
  }

  /// Nikto states no severity: what has a number in a catalogue of weaknesses is worse than what
  /// tells something.
  private func add(
    _ id: String?, _ message: String?, _ url: String, _ method: String?, _ number: String?,
    _ references: String, into out: inout ReportCollector
  ) {
    let isKnown = number.map { $0 != "0" } ?? false
    var draft = Draft(id, isKnown ? .medium : .info, message)
    draft.subject = .endpoint(url: url, method: method, parameter: nil)
    for id in CVE.ids(in: "\(draft.message) \(references)") { draft.add(id: id) }
    if references.contains("://") { draft.link = references }
    out.add(draft, mergedBy: "\(draft.severity)|\(draft.message)")
  }
}
