import ShrikeFormats
import ShrikeModel

/// OSV-Scanner's JSON.
struct OSVScannerReader: ReportReader {
  let name = "osv_scanner"
  let title = "OSV-Scanner"

  func recognize(_ report: ReportContent) -> Recognition {
    let results = report.root["results"]
    guard results.isList else { return .none }
    if results[0].has("source", "packages") { return .certain }
    return .likely(results.isEmpty && report.root.has("experimental_config"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for result in report.root["results"].list {
      let path = result["source"]["path"].word
      for entry in result["packages"].list {
        let package = entry["package"]
        for item in entry["vulnerabilities"].list {
          var draft = Draft(
            weakness: item["id"].word, in: package["name"].word, package["version"].word,
            severity(item), title: item["summary"].word,
            purl: item["affected"][0]["package"]["purl"].word, at: path)
          draft.stated = item["database_specific"]["severity"].word
          for id in item["aliases"].words { draft.add(id: id) }
          draft.add(cwe: item["database_specific"]["cwe_ids"].words)
          draft.why = item["details"].word
          draft.link = item["references"][0]["url"].word
          draft.fact("ecosystem", package["ecosystem"].word)
          out.add(draft)
        }
      }
    }
  }

  private func severity(_ item: ReportPart) -> Severity {
    if let word = item["database_specific"]["severity"].word, let known = Severity(word: word) {
      return known
    }
    return item["severity"].list.lazy.compactMap { CVSS.score($0["score"].word) }.first
      .map { Severity(score: $0) } ?? .low
  }
}
