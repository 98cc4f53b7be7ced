import ShrikeFormats
import ShrikeModel
import ShrikeText

/// Checkmarx SAST: its XML, and the JSON of its service with SCA and KICS beside.
struct CheckmarxReader: ReportReader {
  let name = "checkmarx"
  let title = "Checkmarx SAST"

  func recognize(_ report: ReportContent) -> Recognition {
    if report.xml.name == "CxXMLResults" { return .certain }
    return .certain(report.root.has("scanResults") && report.root.has("reportId"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard report.xml.exists else { return readJSON(report.root["scanResults"], into: &out) }
    out.toolVersion = report.xml.attribute("CheckmarxVersion")
    for query in report.xml.all("Query") {
      for result in query.all("Result") { out.add(draft(query, result)) }
    }
  }

  private func draft(_ query: XMLElement, _ result: XMLElement) -> Draft {
    let nodes = result["Path"].all("PathNode")
    let sink = nodes.last ?? result
    let name = query.attribute("name")?.replacing("_", with: " ")
    let file = sink["FileName"].word ?? result.attribute("FileName")
    var draft = Draft(
      query.attribute("name"), Severity(word: result.attribute("Severity")) ?? .info,
      name, title: name, at: file,
      Int(sink["Line"].text) ?? result.attribute("Line").flatMap { Int($0) })
    draft.stated = result.attribute("Severity")
    draft.column = Int(sink["Column"].text)
    draft.add(cwe: query.attribute("cweId").flatMap { Int($0) })
    draft.key = result["Path"].attribute("SimilarityId")
    draft.link = result.attribute("DeepLink")
    draft.snippet = sink["Snippet"]["Line"]["Code"].word
    draft.related = nodes.dropLast().compactMap { node in
      node["FileName"].word.map { path in
        Place(path: path, start: Int(node["Line"].text).flatMap { SourcePosition(atLine: $0) })
      }
    }
    if result.attribute("FalsePositive") == "True" { draft.waive("marked as false positive") }
    return draft
  }

  private func readJSON(_ results: ReportPart, into out: inout ReportCollector) {
    for language in results["sast"]["languages"].list {
      for query in language["queries"].list {
        for item in query["vulnerabilities"].list {
          let nodes = item["nodes"].list
          let sink = nodes.last ?? ReportPart(nil)
          let name = query["queryName"].text.replacing("_", with: " ")
          var draft = Draft(
            query["queryName"].word, Severity(word: item["severity"].word) ?? .info, name,
            title: name, at: sink["fileName"].word ?? item["sinkFileName"].word,
            sink["line"].int ?? item["sinkLine"].int)
          draft.stated = item["severity"].word
          draft.column = sink["column"].int
          draft.add(cwe: item["cweId"].int)
          draft.key = item["resultHash"].word ?? item["similarityId"].word
          draft.why = query["description"].word
          draft.related = nodes.dropLast().compactMap { node in
            node["fileName"].word.map { path in
              Place(path: path, start: node["line"].int.flatMap { SourcePosition(atLine: $0) })
            }
          }
          if item["state"].text == "Not exploitable" { draft.waive("not exploitable") }
          out.add(draft)
        }
      }
    }
    for package in results["sca"]["packages"].list {
      for item in package["packageCategory"].list.flatMap({ $0["categoryResults"].list }) {
        var draft = Draft(
          weakness: item["cve"].word, in: package["packageName"].word ?? package["packageId"].word,
          package["packageVersion"].word, Severity(word: item["severity"].word) ?? .info)
        draft.add(cwe: item["cweId"].word)
        draft.why = item["description"].word
        out.add(draft)
      }
    }
    for query in results["kics"]["results"].list {
      for item in query["vulnerabilities"].list {
        var draft = Draft(
          query["queryName"].word, Severity(word: item["severity"].word) ?? .info,
          item["actualValue"].word ?? query["queryName"].word, title: query["queryName"].word,
          at: item["fileName"].word, item["line"].int)
        draft.stated = item["severity"].word
        draft.key = item["similarityId"].word
        out.add(draft)
      }
    }
  }
}
