import ShrikeFormats
import ShrikeModel

/// cwe_checker's JSON: weaknesses in binaries.
struct CweCheckerReader: ReportReader {
  let name = "cwe_checker"
  let title = "cwe_checker"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("name", "addresses", "tids", "symbols"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.list, "") { item, _ in
      var draft = Draft(item["name"].word, .medium, item["description"].word)
      draft.add(cwe: item["name"].word)
      draft.fact("address", item["addresses"][0].word)
      draft.subject = .resource(item["symbols"].words.joined(separator: ", "))
      draft.key = item["tids"][0].word.map { "\(item["name"].text)|\($0)" }
      return draft
    }
  }
}
