import ShrikeFormats
import ShrikeModel

/// Issues as Snyk's REST interface lists them.
struct SnykIssuesReader: ReportReader {
  let name = "snyk_issue_api"
  let title = "Snyk issues (REST)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("jsonapi", "data") && report.root["data"].isList)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["data"].list, "data") { item, _ in
      let attributes = item["attributes"]
      let coordinate = attributes["coordinates"][0]["representations"][0]
      let package = coordinate["dependency"]
      let code = coordinate["sourceLocation"]
      var draft = Draft(
        attributes["key"].word,
        Severity(word: attributes["effective_severity_level"].word) ?? .info,
        attributes["title"].word, title: attributes["title"].word,
        at: code["file"].word ?? package["package_name"].word,
        code["region"]["start"]["line"].int)
      draft.stated = attributes["effective_severity_level"].word
      draft.column = code["region"]["start"]["column"].int
      draft.endLine = code["region"]["end"]["line"].int
      draft.endColumn = code["region"]["end"]["column"].int
      if let name = package["package_name"].word {
        draft.subject = .package(
          Finding.Package(name: name, version: package["package_version"].word))
      }
      draft.add(cwe: attributes["classes"].list.compactMap { $0["id"].word })
      for problem in attributes["problems"].list where problem["id"].text.hasPrefix("CVE") {
        draft.add(id: problem["id"].text)
      }
      draft.key = item["id"].word
      draft.why = attributes["description"].word
      if attributes["ignored"].bool == true { draft.waive(nil) }
      return draft
    }
  }
}
