import ShrikeFormats
import ShrikeModel

/// Amazon Inspector's findings as its interface lists them.
struct InspectorReader: ReportReader {
  let name = "aws_inspector2"
  let title = "Amazon Inspector"

  func recognize(_ report: ReportContent) -> Recognition {
    let list = report.root["findings"]
    guard list.isList else { return .none }
    if list[0].has("findingArn") { return .certain }
    return list.isEmpty && report.root.count <= 2 ? .possible : .none
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["findings"].list, "findings") { item, _ in
      let details = item["packageVulnerabilityDetails"]
      let package = details["vulnerablePackages"][0]
      let word = item["severity"].word
      var draft = Draft(
        details["vulnerabilityId"].word ?? item["type"].word,
        word == "UNTRIAGED" ? .info : Severity(word: word) ?? .info, item["title"].word,
        title: item["title"].word)
      draft.stated = word
      draft.why = item["description"].word
      draft.key = item["findingArn"].word
      if let id = details["vulnerabilityId"].word { draft.add(id: id) }
      let resource = item["resources"][0]
      draft.subject = .cloud(resource["id"].text)
      draft.fact("package", package["name"].word)
      draft.fact("version", package["version"].word)
      let code = item["codeVulnerabilityDetails"]
      if let path = code["filePath"]["filePath"].word {
        draft.path = path
        draft.line = code["filePath"]["startLine"].int
        draft.add(cwe: code["cwes"].words)
      }
      draft.remedy = item["remediation"]["recommendation"]["text"].word
      draft.link = details["sourceUrl"].word
      if item["status"].text == "SUPPRESSED" { draft.waive("suppressed in Inspector") }
      return draft
    }
  }
}
