import ShrikeFormats
import ShrikeModel

/// Semgrep's JSON (`--json`): code findings and those of dependencies.
struct SemgrepReader: ReportReader {
  let name = "semgrep"
  let title = "Semgrep"

  func recognize(_ report: ReportContent) -> Recognition {
    let results = report.root["results"]
    guard results.isList || report.root["vulns"].isList else { return .none }
    if results[0]["check_id"].exists, results[0]["extra"].exists { return .certain }
    if report.root["vulns"][0]["advisory"].exists { return .certain }
    return .likely(results.isEmpty && report.root["errors"].isList && !report.root.has("metrics"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["version"].word
    for (index, item) in report.root["results"].list.enumerated() {
      guard item.isObject else {
        out.skip("results[\(index)]", "it is no object")
        continue
      }
      let extra = item["extra"]
      let metadata = extra["metadata"]
      var draft = Draft(
        item["check_id"].word, severity(extra["severity"].word), extra["message"].word,
        at: item["path"].word, item["start"]["line"].int)
      draft.stated = extra["severity"].word
      draft.column = item["start"]["col"].int
      draft.endLine = item["end"]["line"].int
      draft.endColumn = item["end"]["col"].int
      draft.add(cwe: metadata["cwe"].words)
      draft.confidence = Confidence(rawValue: metadata["confidence"].text.lowercased()) ?? .medium
      draft.link = metadata.word("shortlink", "source")
      draft.remedy = extra["fix"].word
      draft.snippet = extra["lines"].word
      if let print = extra["fingerprint"].word, print != "requires login" { draft.key = print }
      for id in metadata.first("sca-vuln-database-identifier", "cve").words { draft.add(id: id) }
      if extra["is_ignored"].bool == true { draft.waive(nil, source: .inlineComment) }
      let dependency = extra["sca_info"]["dependency_match"]["found_dependency"]
      if let package = dependency["package"].word {
        draft.subject = .package(
          Finding.Package(name: package, version: dependency["version"].word))
      }
      out.add(
        draft,
        mergedBy: draft.key
          ?? "\(draft.rule)|\(draft.path ?? "")|\(draft.line ?? 0)|\(draft.message)")
    }
    for item in report.root["vulns"].list {
      let advisory = item["advisory"]
      let references = advisory["references"]
      var draft = Draft(
        weakness: references["cveIds"][0].word ?? item["title"].word,
        in: item["dependencyName"].word
          ?? item["packageName"].word, item["dependencyVersion"].word,
        severity(advisory["severity"].word), title: item["title"].word,
        at: item["dependencyFileLocation"]["path"].word)
      draft.line = item["dependencyFileLocation"]["startLine"].int
      draft.add(cwe: references["cweIds"].words)
      draft.why = advisory["description"].word
      out.add(draft)
    }
  }

  private func severity(_ word: String?) -> Severity {
    switch word?.uppercased() {
    case "INFO": .low
    default: Severity(word: word) ?? .low
    }
  }
}
