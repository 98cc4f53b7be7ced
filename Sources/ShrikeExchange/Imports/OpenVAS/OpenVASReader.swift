import ShrikeFormats
import ShrikeModel

/// OpenVAS (Greenbone): XML reports and CSV.
struct OpenVASReader: ReportReader {
  let name = "openvas"
  let title = "OpenVAS"

  func recognize(_ report: ReportContent) -> Recognition {
    if let table = report.csv { return .certain(table.has("NVT Name") || table.has("NVT OID")) }
    guard report.xml.name == "report" || report.xml.name == "get_reports_response" else {
      return .none
    }
    return .certain(
      report.xml.attribute("format_id") != nil || report.xml["report"]["gmp"].exists
        || report.xml["gmp"].exists || !report.xml.descendants("nvt").isEmpty)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard let table = report.csv else {
      for result in report.xml.descendants("results").flatMap({ $0.all("result") }) {
        out.add(draft(result), "line \(result.line)")
      }
      return
    }
    for row in table.rows {
      let name = row.word("NVT Name")
      var draft = Draft(
        row.word("NVT OID") ?? name, Severity(word: row.word("Severity")) ?? .info,
        name, title: name)
      draft.stated = row.word("Severity")
      draft.why = row.word("Summary")
      draft.remedy = row.word("Solution")
      for id in CVE.ids(in: row["CVEs"]) { draft.add(id: id) }
      host(
        row.word("IP") ?? row.word("Hostname") ?? row["Host"], row["Port"],
        row["Port Protocol"], &draft)
      out.add(
        draft,
        mergedBy: [draft.rule, draft.severity.rawValue, row["IP"], row["Port"]].joined(
          separator: "|"))
    }
  }

  private func draft(_ result: XMLElement) -> Draft {
    let nvt = result["nvt"]
    let name = result["name"].word ?? nvt["name"].word
    let stated = result["threat"].word
    var draft = Draft(
      nvt.attribute("oid"), Severity(word: stated) ?? .info, name, title: nvt["name"].word ?? name)
    if stated == "Log" || stated == "Debug" || stated == "Alarm" { draft.severity = .info }
    draft.stated = stated
    draft.why = result["description"].word
    let solution = nvt["solution"].word
    draft.remedy = solution
    for reference in nvt["refs"].all("ref") where reference.attribute("type") == "cve" {
      draft.add(id: reference.attribute("id") ?? "")
    }
    let port = result["port"].text.split(separator: "/")
    host(
      result["host"].text, port.first.map(String.init) ?? "", port.last.map(String.init) ?? "",
      &draft)
    if let id = result.attribute("id"), !id.isEmpty { draft.fact("result", id) }
    return draft
  }

  private func host(_ name: String, _ port: String, _ kind: String, _ draft: inout Draft) {
    guard !name.isEmpty else { return }
    let isNumber = Int(port) != nil
    draft.subject = .host(name, port: isNumber ? "\(port)/\(kind.isEmpty ? "tcp" : kind)" : nil)
  }
}
