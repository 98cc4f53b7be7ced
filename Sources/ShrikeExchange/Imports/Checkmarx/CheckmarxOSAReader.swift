import ShrikeFormats
import ShrikeModel

/// Checkmarx OSA: libraries and their weaknesses, two lists in one.
struct CheckmarxOSAReader: ReportReader {
  let name = "checkmarx_osa"
  let title = "Checkmarx OSA"

  func recognize(_ report: ReportContent) -> Recognition {
    guard report.root.isList, report.root.count == 2, report.root[0].isList, report.root[1].isList
    else { return .none }
    let first = report.root[0][0]
    return .certain(report.root[0].isEmpty || first.has("cveName") || first.has("libraryId"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    var libraries: [String: ReportPart] = [:]
    for library in report.root[1].list { libraries[library["id"].text] = library }
    for item in report.root[0].list {
      guard let id = item["libraryId"].word else {
        throw ReportRefusal("a weakness names no library")
      }
      let library = libraries[id]
      var draft = Draft(
        weakness: item["cveName"].word, in: library?["name"].word, library?["version"].word,
        Severity(word: item["severity"]["name"].word) ?? .info)
      draft.stated = item["severity"]["name"].word
      draft.cwes = [1035]
      draft.why = item["description"].word
      draft.remedy = item["recommendations"].word
      draft.link = item["url"].word
      draft.key = item["id"].word
      if item["state"]["name"].text == "NOT_EXPLOITABLE" { draft.waive("not exploitable") }
      out.add(draft)
    }
  }
}
