import ShrikeFormats
import ShrikeModel

/// Grype's JSON (`-o json`).
struct GrypeReader: ReportReader {
  let name = "anchore_grype"
  let title = "Grype"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    guard root["matches"].isList else { return .none }
    if root["descriptor"]["name"].text == "grype" { return .certain }
    return .likely(root["matches"][0].has("vulnerability", "artifact") || root["matches"].isEmpty)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["descriptor"]["version"].word
    let source = report.root["source"]
    let image = source["type"].text == "image" ? source["target"]["userInput"].word : nil
    for (index, match) in report.root["matches"].list.enumerated() {
      let weakness = match["vulnerability"]
      let artifact = match["artifact"]
      guard weakness["id"].exists else {
        out.skip("matches[\(index)]", "it names no weakness")
        continue
      }
      var draft = Draft(
        weakness: weakness["id"].word, in: artifact["name"].word, artifact["version"].word,
        Severity(word: weakness["severity"].word) ?? .info, purl: artifact["purl"].word,
        at: artifact["locations"][0]["path"].word)
      draft.stated = weakness["severity"].word
      if let image { draft.subject = .image(image, draft.package) }
      draft.why =
        weakness["description"].word
        ?? match["relatedVulnerabilities"][0]["description"].word
      draft.link = weakness["dataSource"].word
      for related in match["relatedVulnerabilities"].list { draft.add(id: related["id"].text) }
      draft.fact("fixed-version", weakness["fix"]["versions"].words.joined(separator: ", "))
      for cwe in weakness["cwes"].list { draft.add(cwe: cwe["cwe"].word) }
      for rule in match["appliedIgnoreRules"].list {
        draft.waive(rule["reason"].word, source: .ignoreFile)
      }
      let key = [
        draft.rule, artifact["name"].text, artifact["version"].text, draft.path ?? "",
        artifact["type"].text,
      ].joined(separator: "|")
      out.add(draft, mergedBy: key)
    }
  }
}
