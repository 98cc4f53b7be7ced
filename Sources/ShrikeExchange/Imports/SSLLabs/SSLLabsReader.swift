import ShrikeFormats
import ShrikeModel

/// ssllabs-scan's JSON: the grade of every endpoint.
struct SSLLabsReader: ReportReader {
  let name = "ssl_labs"
  let title = "SSL Labs"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("host", "endpoints", "engineVersion"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for host in report.root.list {
      out.toolVersion = host["engineVersion"].word
      let name = host["host"].text
      let port = "\(host["port"].word ?? "443")/tcp"
      for endpoint in host["endpoints"].list {
        let grade = endpoint["grade"].text
        var draft = Draft(
          "tls-grade", severity(grade), "TLS of \(name) is graded \(grade)", title: "TLS grade")
        draft.stated = grade
        // Cryptographic issues, as a category.
        draft.cwes = [310]
        draft.subject = .host(name, port: port)
        draft.fact("address", endpoint["ipAddress"].word)
        out.add(draft)
      }
    }
  }

  private func severity(_ grade: String) -> Severity {
    switch grade.first {
    case "A": .info
    case "B": .medium
    case "C": .high
    default: .critical
    }
  }
}
