import ShrikeFormats
import ShrikeModel
import ShrikeText

/// govulncheck's JSON, of version 1 as a stream of messages, and of the first versions.
struct GovulncheckReader: ReportReader {
  let name = "govulncheck"
  let title = "govulncheck"

  func recognize(_ report: ReportContent) -> Recognition {
    if report.root.has("Calls", "Vulns") || report.root.has("Vulns", "Modules") { return .certain }
    let values = report.root.isList ? report.root.list : report.values
    return .certain(values.contains { $0["config"]["scanner_name"].text == "govulncheck" })
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    if report.root["runs"].exists { throw ReportRefusal("it is SARIF") }
    if report.root.has("Vulns") { return readFirst(report.root, into: &out) }
    let values = report.root.isList ? report.root.list : report.values
    var advisories: [String: ReportPart] = [:]
    for value in values {
      if value["config"].exists { out.toolVersion = value["config"]["scanner_version"].word }
      let advisory = value["osv"]
      if let id = advisory["id"].word { advisories[id] = advisory }
    }
    for value in values where value["finding"].exists {
      let finding = value["finding"]
      let id = finding["osv"].text
      let advisory = advisories[id] ?? ReportPart(nil)
      let first = finding["trace"][0]
      // Of the levels module, package and symbol, the nearest that is told counts.
      var draft = Draft(
        weakness: id, in: first["module"].word, first["version"].word, severity(advisory),
        title: advisory["summary"].word,
        purl: first["module"].word.map { "pkg:golang/\($0)@\(first["version"].text)" },
        at: first["package"].word)
      for alias in advisory["aliases"].words { draft.add(id: alias) }
      draft.why = advisory["details"].word
      draft.link = advisory["database_specific"]["url"].word
      draft.remedy = finding["fixed_version"].word.map { "Update to \($0)." }
      draft.fact("fixed-version", finding["fixed_version"].word)
      draft.related = finding["trace"].list.compactMap { step in
        step["position"]["filename"].word.map {
          Place(
            path: $0, start: step["position"]["line"].int.flatMap { SourcePosition(atLine: $0) },
            note: step["function"].word)
        }
      }
      out.add(draft, mergedBy: id + first["module"].text)
    }
  }

  private func severity(_ advisory: ReportPart) -> Severity {
    if let word = advisory["database_specific"]["severity"].word ?? advisory["severity"].word,
      let known = Severity(word: word)
    {
      return known
    }
    return advisory["severity"].list.lazy.compactMap { CVSS.score($0["score"].word) }.first
      .map { Severity(score: $0) } ?? .info
  }

  private func readFirst(_ root: ReportPart, into out: inout ReportCollector) {
    for item in root["Vulns"].list {
      let advisory = item["OSV"]
      var draft = Draft(
        weakness: advisory["id"].word, in: item["ModPath"].word,
        item["Version"].word
          ?? root["Requires"]["Modules"].entries.first {
            $0.value["Path"].text == item["ModPath"].text
          }?.value["Version"].word,
        .info, title: advisory["summary"].word)
      for alias in advisory["aliases"].words { draft.add(id: alias) }
      draft.why = advisory["details"].word
      draft.fact("symbol", item["Symbol"].word)
      out.add(draft, mergedBy: advisory["id"].text + item["ModPath"].text)
    }
  }
}
