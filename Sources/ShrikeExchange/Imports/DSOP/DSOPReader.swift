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
        if table.has("result", "title", "severity") {
          guard ["fail", "error", "unknown", "notchecked"].contains(row["result"]) else { continue }
          var draft = Draft(
            row.word("ruleid"), Severity(word: row.word("severity")) ?? .info, row.word("title"),
            title: row.word("title"))
          draft.why = row.word("desc")
          draft.stated = row.word("severity")
          out.add(draft)
        } else if let id = row.word("cve") ?? row.word("id")
          ?? row.word("tag").flatMap({ _ in row.word("vuln") })
        {
          var draft = Draft(
            weakness: id, in: row.word("packageName") ?? row.word("package"),
            row.word("packageVersion"),
            Severity(word: row.word("severity")) ?? .info)
          draft.stated = row.word("severity")
          draft.why = row.word("desc") ?? row.word("description")
          draft.link = row.word("link") ?? row.word("url")
          out.add(draft)
        }
      }
    }
  }
}
