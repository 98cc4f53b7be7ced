import ShrikeFormats
import ShrikeModel
import ShrikeText

/// Checkmarx One: results of its command, of its improved report, and in GitLab's form.
struct CheckmarxOneReader: ReportReader {
  let name = "checkmarx_one"
  let title = "Checkmarx One"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    let first = root["results"][0]
    if first.has("similarityId") || first.has("type", "data", "vulnerabilityDetails") {
      return .certain
    }
    if root["scan"]["analyzer"]["id"].text.hasPrefix("CxOne") { return .certain }
    if root["scanResults"].has("resultsList") { return .certain }
    return .certain(root["vulnerabilities"][0]["category"].text.hasPrefix("Checkmarx"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root
    out.each(root["results"].list, "results") { item, _ in result(item) }
    out.each(root["vulnerabilities"].list, "vulnerabilities") { item, _ in
      var draft = GitLabSecurity.draft(item)
      draft.rule = item["name"].word ?? draft.rule
      draft.key = item["identifiers"][0]["value"].word
      return draft
    }
    for query in root["scanResults"]["resultsList"].list {
      out.each(query["vulnerabilities"].list, "vulnerabilities") { item, _ in
        let name = query["queryName"].text
        var draft = Draft(
          name, Severity(word: item["severity"].word) ?? .info, name.replacing("_", with: " "),
          title: name.replacing("_", with: " "),
          at: item["destinationFileName"].word ?? item["sourceFileName"].word,
          item["destinationLine"].int ?? item["sourceLine"].int)
        draft.stated = item["severity"].word
        draft.add(cwe: query["cweId"].int)
        draft.why = query["description"].word
        draft.key = item["similarityId"].word
        if item["state"].text == "Not Exploitable" { draft.waive("not exploitable") }
        if let path = item["sourceFileName"].word {
          draft.related = [
            Place(path: path, start: item["sourceLine"].int.flatMap { SourcePosition(atLine: $0) })
          ]
        }
        return draft
      }
    }
  }

  private func result(_ item: ReportPart) -> Draft {
    let data = item["data"]
    let nodes = data["nodes"].list
    let place = nodes.first ?? data
    var draft = Draft(
      data["queryName"].word ?? item["vulnerabilityDetails"]["cveName"].word ?? item["id"].word,
      Severity(word: item["severity"].word) ?? .info,
      item["description"].word ?? data["queryName"].word, title: data["queryName"].word,
      at: place.word("fileName", "filename"), place["line"].int)
    draft.stated = item["severity"].word
    draft.add(cwe: item["vulnerabilityDetails"]["cweId"].word)
    if item["type"].text.hasPrefix("sca") {
      let package = data["packageIdentifier"].text
      draft.add(id: item["vulnerabilityDetails"]["cveName"].text)
      draft.subject = .package(.init(name: package, version: nil))
    }
    draft.key = item["id"].word ?? item["similarityId"].word
    draft.related = nodes.dropFirst().compactMap { node in
      node["fileName"].word.map {
        Place(path: $0, start: node["line"].int.flatMap { SourcePosition(atLine: $0) })
      }
    }
    if item["state"].text == "NOT_EXPLOITABLE" { draft.waive("not exploitable") }
    return draft
  }
}
