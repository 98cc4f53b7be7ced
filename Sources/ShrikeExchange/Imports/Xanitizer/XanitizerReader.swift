import ShrikeFormats
import ShrikeModel
import ShrikeText

/// Xanitizer's XML of findings.
struct XanitizerReader: ReportReader {
  let name = "xanitizer"
  let title = "Xanitizer"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.xml.name == "XanitizerFindingsList")
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.xml.attribute("xanitizerVersionShort")
    for item in report.xml.all("finding") {
      let end = item["endNode"].exists ? item["endNode"] : item["node"]
      let line = Int(item["line"].text) ?? end.attribute("lineNo").flatMap { Int($0) }
      var path = end.attribute("relativePath") ?? item["file"].attribute("relativePath")
      if path == nil, let file = item["file"].word {
        path = item["package"].word.map { "\($0.replacing(".", with: "/"))/\(file)" } ?? file
      }
      let rating = Double(item["rating"].text) ?? 0
      var draft = Draft(
        item["problemTypeId"].word, Severity(score: rating), item["problemType"].word,
        title: item["problemType"].word, at: path, line)
      draft.stated = item["rating"].word
      draft.why = item["description"].word
      if item["problemTypeId"].text.hasPrefix("OWASPDependencyCheck") {
        for id in CVE.ids(in: item["description"].text) { draft.add(id: id) }
      }
      draft.add(cwe: item["cweNumber"].word?.replacing(",", with: ""))
      if let start = item["startNode"].attribute("relativePath") {
        draft.related = [
          Place(
            path: start,
            start: item["startNode"].attribute("lineNo").flatMap { Int($0) }
              .flatMap { SourcePosition(atLine: $0) })
        ]
      }
      if ["False Positive", "Harmless", "Intended", "Duplicate"].contains(
        item["classification"].text)
      {
        draft.waive(item["classification"].text)
      }
      out.add(draft, "line \(item.line)")
    }
  }
}
