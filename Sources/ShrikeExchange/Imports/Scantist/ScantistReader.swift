import ShrikeFormats
import ShrikeModel

/// Scantist's JSON.
struct ScantistReader: ReportReader {
  let name = "scantist"
  let title = "Scantist"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("Public ID", "Library", "Library Version"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.list, "") { item, _ in
      var draft = Draft(
        weakness: item["Public ID"].word, in: item["Library"].word, item["Library Version"].word,
        Severity(word: item["Score"].word) ?? .info, at: item["File Path"].word)
      draft.stated = item["Score"].word
      draft.cwes = [1035]
      draft.why = item["Description"].word
      draft.remedy = item["Patched Version"].word.map { "Update to \($0)." }
      return draft
    }
  }
}
