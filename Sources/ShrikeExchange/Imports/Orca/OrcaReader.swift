import ShrikeFormats
import ShrikeModel

/// Orca Security's alerts, CSV and JSON.
struct OrcaReader: ReportReader {
  let name = "orca_security"
  let title = "Orca Security"

  func recognize(_ report: ReportContent) -> Recognition {
    if let table = report.csv { return .certain(table.has("OrcaScore", "Title")) }
    return .certain(report.root[0].has("OrcaScore", "Title"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for row in report.csv?.rows ?? [] {
      out.add(
        draft(
          row.word("Title"), row.word("Category"), Double(row["OrcaScore"]),
          row.word("Inventory.Name"), row.word("CloudAccount.Name"), row["Status"]))
    }
    out.each(report.root.list, "") { item, _ in
      draft(
        item["Title"].word, item["Category"].word, item["OrcaScore"].double,
        item["Inventory"]["Name"].word, item["CloudAccount"]["Name"].word, item["Status"].text)
    }
  }

  private func draft(
    _ title: String?, _ category: String?, _ score: Double?, _ resource: String?,
    _ account: String?, _ status: String
  ) -> Draft {
    var draft = Draft(title, Severity(score: score ?? 0), title, title: title)
    draft.stated = score.map { "\($0)" }
    draft.subject = .cloud(resource ?? account ?? "")
    draft.fact("account", account)
    draft.fact("category", category)
    if ["dismissed", "closed", "snoozed"].contains(status.lowercased()) { draft.waive(status) }
    return draft
  }
}
