import ShrikeFormats
import ShrikeModel

/// Mend (WhiteSource): JSON of its agent and of its interface.
struct MendReader: ReportReader {
  let name = "mend"
  let title = "Mend"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    if root.has("supportToken", "response") { return .certain }
    if root["vulnerabilities"][0].has("library", "severity") { return .certain }
    if root["libraries"][0].has("vulnerabilities", "keyUuid") { return .certain }
    return root["vulnerabilities"].isList && root["vulnerabilities"].isEmpty && root.count == 1
      ? .possible : .none
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root
    for item in root["vulnerabilities"].list { out.add(weakness(item, item["library"])) }
    for library in root["libraries"].list {
      for item in library["vulnerabilities"].list { out.add(weakness(item, library)) }
    }
    for item in root["response"].list {
      // Gone with its library.
      guard item["findingInfo"]["status"].text != "LIBRARY_REMOVED" else { continue }
      let component = item["component"]
      let known = item["vulnerability"]
      var draft = Draft(
        weakness: item["name"].word, in: component["artifactId"].word ?? component["name"].word,
        component["version"].word, Severity(word: known["severity"].word) ?? .info,
        at: component["path"].word)
      draft.stated = known["severity"].word
      draft.cwes = [1035]
      draft.why = known["description"].word
      draft.remedy = item["topFix"]["fixResolution"].word
      draft.key = item["uuid"].word
      if ["IGNORED", "SUPPRESSED"].contains(item["findingInfo"]["status"].text) {
        draft.waive(item["findingInfo"]["comment"]["comment"].word)
      }
      out.add(draft)
    }
  }

  private func weakness(_ item: ReportPart, _ library: ReportPart) -> Draft {
    let word = item["cvss3_severity"].word ?? item["severity"].word
    var draft = Draft(
      weakness: item["name"].word, in: library.word("artifactId", "name", "filename"),
      library["version"].word, Severity(word: word) ?? .info,
      at: item["locations"][0]["path"].word)
    draft.stated = word
    draft.cwes = [1035]
    draft.why = item["description"].word
    draft.remedy = item["topFix"]["fixResolution"].word
    draft.link = item["url"].word ?? item["topFix"]["url"].word
    return draft
  }
}
