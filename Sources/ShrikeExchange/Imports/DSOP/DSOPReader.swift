import ShrikeFormats
import ShrikeModel

/// Iron Bank's (DSOP) workbooks of a container's scans.
struct DSOPReader: ReportReader {
  let name = "dsop"
  let title = "Iron Bank (DSOP)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.entries(endingWith: "xl/workbook.xml").first?.xml.descendants("sheet").contains {
        ["OpenSCAP - DISA Compliance", "Twistlock Vulnerability Results", "Anchore CVE Results"]
          .contains($0.attribute("name") ?? "")
      } == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for table in Workbook.tables(report) {
      for row in table.rows {
        let draft: Draft? =
          if table.has("ruleid", "result") {
            rule(row)
          } else if table.has("id", "cls", "result") {
            definition(row)
          } else if table.has("packageName") {
            package(row)
          } else if table.has("tag", "vuln") {
            image(row)
          } else {
            nil
          }
        if let draft { out.add(draft, "row \(row.line)") }
      }
    }
  }

  /// OpenSCAP's rules of DISA. One that nobody checked is as open as one that failed.
  private func rule(_ row: CSVTable.Row) -> Draft? {
    guard ["fail", "error", "unknown", "notchecked"].contains(row["result"]) else { return nil }
    var draft = Draft(
      row.word("ruleid"), Severity(word: row.word("severity")) ?? .info, row.word("title"),
      title: row.word("title"))
    draft.stated = row.word("severity")
    draft.why = row.word("desc") ?? row.word("rationale")
    for id in row["identifiers"].split(whereSeparator: { $0 == "," || $0.isWhitespace })
    where id.hasPrefix("CCE-") { draft.add(id: String(id)) }
    for id in CVE.ids(in: row["identifiers"]) { draft.add(id: id) }
    draft.fact("result", row["result"] == "fail" ? nil : row["result"])
    return draft
  }

  /// Definitions of OVAL, of which the true ones hold. Their titles end with Red Hat's severity:
  /// `RHSA-2020:1234: openssl security update (Important)`.
  private func definition(_ row: CSVTable.Row) -> Draft? {
    guard ["true", "error", "unknown"].contains(row["result"].lowercased()) else { return nil }
    let title = row["title"]
    let level = title.hasSuffix(")") ? title.split(separator: "(").last?.dropLast() : nil
    var draft = Draft(
      row.word("id"), Severity(word: level.map(String.init)) ?? .info, title, title: title)
    draft.stated = level.map(String.init)
    for id in CVE.ids(in: row["ref"]) { draft.add(id: id) }
    return draft
  }

  /// Twistlock's weaknesses of packages.
  private func package(_ row: CSVTable.Row) -> Draft? {
    guard let id = row.word("cve") ?? row.word("id") else { return nil }
    var draft = Draft(
      weakness: id, in: row.word("packageName"), row.word("packageVersion"),
      Severity(word: row.word("severity")) ?? .info)
    draft.stated = row.word("severity")
    draft.why = row.word("desc")
    draft.link = row.word("link")
    // `fixed in 1.2.3`, or what the makers think of it.
    draft.fact("status", row.word("status"))
    return draft
  }

  /// Anchore's weaknesses of an image; the package stands with its version.
  private func image(_ row: CSVTable.Row) -> Draft? {
    guard let id = row.word("cve") else { return nil }
    var draft = Draft(
      weakness: id, in: row.word("vuln"), nil, Severity(word: row.word("severity")) ?? .info)
    draft.stated = row.word("severity")
    draft.subject = .image(row["tag"], draft.package)
    draft.link = row.word("url")
    if let fix = row.word("fix"), fix != "None" { draft.remedy = "Update to \(fix)." }
    return draft
  }
}
