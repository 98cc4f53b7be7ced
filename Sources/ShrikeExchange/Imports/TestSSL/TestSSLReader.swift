import ShrikeFormats
import ShrikeModel

/// testssl.sh's CSV. What is as it should be is left out.
struct TestSSLReader: ReportReader {
  let name = "testssl"
  let title = "testssl.sh"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.csv?.has("id", "fqdn/ip", "finding", "severity") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for row in report.csv?.rows ?? [] {
      let stated = row["severity"]
      guard stated != "OK" else { continue }
      let severity: Severity =
        stated == "WARN" || stated == "FATAL" || stated == "DEBUG"
        ? .info : Severity(word: stated) ?? .info
      let host = row["fqdn/ip"].split(separator: "/").map(String.init)
      let ids = row["cve"].split(separator: " ").map(String.init)
      for id in ids.isEmpty ? [""] : ids {
        var draft = Draft(
          row.word("id"), severity, row.word("finding"), title: row.word("id"))
        draft.stated = stated
        draft.add(id: id)
        draft.add(cwe: row.word("cwe"))
        draft.subject = .host(host.first ?? "", port: row.word("port").map { "\($0)/tcp" })
        draft.fact("address", host.count > 1 ? host[1] : nil)
        out.add(
          draft, mergedBy: "\(row["id"])|\(row["finding"])|\(host.first ?? "")|\(row["port"])|\(id)"
        )
      }
    }
  }
}
