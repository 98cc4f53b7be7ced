import ShrikeFormats
import ShrikeModel

/// Undistro Zora's CSV of scans of clusters.
struct ZoraReader: ReportReader {
  let name = "zora"
  let title = "Zora"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.csv?.has("source", "image", "fixVersion", "status") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for row in report.csv?.rows ?? [] {
      guard let id = row.word("id") ?? row.word("title") else {
        out.skip("line \(row.line)", "it names no weakness")
        continue
      }
      var draft = Draft(
        id, Severity(word: row.word("severity")) ?? .info, row.word("title") ?? id,
        title: row.word("title"))
      draft.stated = row.word("severity")
      draft.why = row.word("description")
      draft.remedy = row.word("fixVersion").map { "Update to \($0)." }
      for cve in CVE.ids(in: id) { draft.add(id: cve) }
      draft.subject = .image(row["image"], nil)
      draft.fact("scanner", row.word("source"))
      out.add(draft)
    }
  }
}
