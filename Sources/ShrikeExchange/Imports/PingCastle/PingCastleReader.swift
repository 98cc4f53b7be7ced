import ShrikeFormats
import ShrikeModel

/// PingCastle's health check of Active Directory.
struct PingCastleReader: ReportReader {
  let name = "pingcastle"
  let title = "PingCastle"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.xml.name == "HealthcheckData")
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.xml["EngineVersion"].word
    let domain = report.xml["DomainFQDN"].text
    for item in report.xml["RiskRules"].all("HealthcheckRiskRule") {
      let points = Int(item["Points"].text) ?? 0
      var draft = Draft(
        item["RiskId"].word, severity(points), item["Rationale"].word,
        title: "\(item["Category"].text)/\(item["Model"].text)")
      draft.stated = "\(points)"
      draft.subject = .host(domain, port: nil)
      // The rationale counts accounts, which come and go; a rule stands once in a report.
      draft.key = item["RiskId"].word.map { "\($0)|\(domain)" }
      out.add(draft)
    }
  }

  private func severity(_ points: Int) -> Severity {
    switch points {
    case 40...: .critical
    case 20..<40: .high
    case 10..<20: .medium
    case 1..<10: .low
    default: .info
    }
  }
}
