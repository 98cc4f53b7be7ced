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
            item.attribute("method"), item.attribute("osvdbid"), into: &out)
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
          item["OSVDB"].word, into: &out)
      }
    }
  }

  /// Nikto states no severity: what has a number in a catalogue of weaknesses is worse than what
  /// tells something.
  private func add(
    _ id: String?, _ message: String?, _ url: String, _ method: String?, _ number: String?,
    into out: inout ReportCollector
  ) {
    let isKnown = number.map { $0 != "0" } ?? false
    var draft = Draft(id, isKnown ? .medium : .info, message)
    draft.subject = .endpoint(url: url, method: method, parameter: nil)
    for id in CVE.ids(in: draft.message) { draft.add(id: id) }
    out.add(draft, mergedBy: "\(draft.severity)|\(draft.message)")
  }
}
