import ShrikeFormats
import ShrikeModel

/// Scanners of ports: Naabu, masscan, OWASP Nettacker.
enum OpenPort {
  static func draft(_ host: String, _ port: String, _ kind: String) -> Draft {
    var draft = Draft(
      "open-port", .info, "Port \(port)/\(kind) is open on \(host)", title: "Open port")
    draft.subject = .host(host, port: "\(port)/\(kind)")
    return draft
  }
}

struct NaabuReader: ReportReader {
  let name = "naabu"
  let title = "Naabu"

  func recognize(_ report: ReportContent) -> Recognition {
    guard let first = report.values.first, first.has("port"), first.has("ip") || first.has("host")
    else { return .none }
    return .certain(first.has("timestamp") && !first.has("ports") && !first.has("scheme"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for (index, item) in report.values.enumerated() {
      guard let port = item["port"].isObject ? item["port"]["Port"].word : item["port"].word else {
        out.skip("line \(index + 1)", "it names no port")
        continue
      }
      let host = item.word("host", "ip") ?? ""
      let draft = OpenPort.draft(host, port, item["protocol"].word ?? "tcp")
      out.add(draft, mergedBy: "\(host)|\(port)|\(item["protocol"].text)")
    }
  }
}

struct MasscanReader: ReportReader {
  let name = "masscan"
  let title = "masscan"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("ip", "ports") && report.root[0]["ports"][0].has("port", "proto"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for item in report.root.list {
      for port in item["ports"].list where port["status"].word ?? "open" == "open" {
        let host = item["ip"].text
        out.add(
          OpenPort.draft(host, port["port"].text, port["proto"].word ?? "tcp"),
          mergedBy: "\(host)|\(port["port"].text)|\(port["proto"].text)")
      }
    }
  }
}

struct NettackerReader: ReportReader {
  let name = "nettacker"
  let title = "OWASP Nettacker"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("module_name", "target", "event"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.list, "") { item, out in
      let module = item["module_name"].text
      let isScan = module.hasSuffix("_scan")
      var draft = Draft(
        module, isScan ? .info : module.contains("vuln") ? .high : .medium,
        "\(module): \(item["target"].text)\(item["port"].word.map { ":\($0)" } ?? "")")
      draft.subject = .host(
        item["target"].text, port: item["port"].word.flatMap { $0.isEmpty ? nil : "\($0)/tcp" })
      // Of credentials that were guessed the event holds the password.
      if !module.hasSuffix("_brute") { draft.why = item["event"].word }
      if let id = Self.cve(module) { draft.add(id: id) }
      out.add(draft, mergedBy: "\(module)|\(item["target"].text)|\(item["port"].text)")
      return nil
    }
  }

  /// The weakness that `apache_cve_2021_41773_vuln` looks for.
  private static func cve(_ module: String) -> String? {
    guard let mark = module.firstRange(of: "cve_") else { return nil }
    let parts = module[mark.upperBound...].split(separator: "_")
    guard parts.count > 1 else { return nil }
    return CVE.ids(in: "CVE-\(parts[0])-\(parts[1])").first
  }
}
