import ShrikeFormats
import ShrikeModel

/// Nmap's XML: open ports, and what the script `vulners` says of their services.
struct NmapReader: ReportReader {
  let name = "nmap"
  let title = "Nmap"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.xml.name == "nmaprun" && report.xml.attribute("scanner").map { $0 == "nmap" } != false)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.xml.attribute("version")
    for host in report.xml.all("host") {
      let names = host["hostnames"].all("hostname").compactMap { $0.attribute("name") }
      let address =
        host.all("address").first { $0.attribute("addrtype") != "mac" }?.attribute("addr")
      guard let name = address ?? names.first else { continue }
      for port in host["ports"].all("port") where port["state"].attribute("state") == "open" {
        let number = "\(port.attribute("portid") ?? "")/\(port.attribute("protocol") ?? "tcp")"
        let service = port["service"]
        var draft = Draft(
          "open-port", .info, "Port \(number) is open", title: "Open port")
        draft.subject = .host(name, port: number)
        draft.fact("service", service.attribute("name"))
        draft.fact("product", service.attribute("product"))
        draft.fact("version", service.attribute("version"))
        draft.fact("hostname", names.first)
        out.add(draft)
        for script in port.all("script") where script.attribute("id") == "vulners" {
          for table in script.all("table") {
            for weakness in table.all("table") { add(weakness, name, number, service, into: &out) }
          }
        }
      }
    }
  }

  private func add(
    _ weakness: XMLElement, _ host: String, _ port: String, _ service: XMLElement,
    into out: inout ReportCollector
  ) {
    func value(_ key: String) -> String? {
      weakness.all("elem").first { $0.attribute("key") == key }?.word
    }
    guard let id = value("id") else { return }
    let product = [service.attribute("product"), service.attribute("version")].compactMap { $0 }
    var draft = Draft(
      id, Severity(score: value("cvss").flatMap { Double($0) } ?? 0),
      "\(id) in \(product.joined(separator: " "))", title: id)
    draft.stated = value("cvss")
    draft.subject = .host(host, port: port)
    if value("type") == "cve" { draft.add(id: id) }
    draft.fact("exploit", value("is_exploit"))
    draft.link = value("type").map { "https://vulners.com/\($0)/\(id)" }
    out.add(draft)
  }
}
