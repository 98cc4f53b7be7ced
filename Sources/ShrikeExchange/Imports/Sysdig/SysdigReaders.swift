import ShrikeFormats
import ShrikeModel

/// Sysdig's tables of weaknesses: of its reports and of its command.
enum SysdigTable {
  static func draft(
    _ row: CSVTable.Row, id: String, level: String, name: String, version: String, path: String,
    fix: String
  ) -> Draft {
    var draft = Draft(
      weakness: row.word(id), in: row.word(name), row.word(version),
      Severity(word: row.word(level)) ?? .info, at: row.word(path))
    draft.stated = row.word(level)
    draft.remedy = row.word(fix).map { "Update to \($0)." }
    if row["Risk Accepted"].lowercased() == "true" { draft.waive("the risk is accepted") }
    return draft
  }
}

struct SysdigCLIReader: ReportReader {
  let name = "sysdig_cli"
  let title = "Sysdig CLI scanner"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.csv?.has("CVE ID", "CVE Severity", "Package Path") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for row in report.csv?.rows ?? [] {
      var draft = SysdigTable.draft(
        row, id: "CVE ID", level: "CVE Severity", name: "Package Name", version: "Package Version",
        path: "Package Path", fix: "Fix Version")
      draft.link = row.word("CVE URL")
      out.add(draft)
    }
  }
}

struct SysdigReader: ReportReader {
  let name = "sysdig_reports"
  let title = "Sysdig vulnerability report"

  func recognize(_ report: ReportContent) -> Recognition {
    guard let table = report.csv else { return .none }
    return .certain(
      table.has("Vulnerability Name", "Vulnerability Severity")
        || table.has("Vulnerability ID", "Package suggested fix"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard let table = report.csv else { return }
    let isNew = table.has("Vulnerability Name")
    for row in table.rows {
      let id = row[isNew ? "Vulnerability Name" : "Vulnerability ID"]
      // A row that has lost a column says all else in the wrong place.
      guard isNew || id.hasPrefix("CVE") else {
        throw ReportRefusal("line \(row.line) does not begin with a CVE")
      }
      var draft = SysdigTable.draft(
        row, id: isNew ? "Vulnerability Name" : "Vulnerability ID",
        level: isNew ? "Vulnerability Severity" : "Severity", name: "Package name",
        version: "Package version", path: "Package path",
        fix: isNew ? "Fix Version" : "Package suggested fix")
      let image = row.word("Image Name") ?? row.word("Image") ?? ""
      if !image.isEmpty { draft.subject = .image(image, draft.package) }
      draft.fact("cluster", row.word("Kubernetes Cluster Name") ?? row.word("K8S cluster name"))
      draft.fact("namespace", row.word("Kubernetes Namespace Name"))
      draft.fact("workload", row.word("Kubernetes Workload Name"))
      draft.link = row.word("Vuln link")
      out.add(draft)
    }
  }
}
