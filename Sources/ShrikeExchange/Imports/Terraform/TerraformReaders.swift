import ShrikeFormats
import ShrikeModel

/// tfsec and Terrascan.
struct TfsecReader: ReportReader {
  let name = "tfsec"
  let title = "tfsec"

  func recognize(_ report: ReportContent) -> Recognition {
    let results = report.root["results"]
    if results[0].has("rule_id", "location") { return .certain }
    return report.root.has("results") && report.root.count == 1 && results.isEmpty
      ? .possible : .none
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["results"].list, "results") { item, out in
      let place = item["location"]
      let level = item["severity"].word
      var draft = Draft(
        item.word("long_id", "rule_id"), Severity(word: level) ?? .info, item["description"].word,
        title: item["rule_description"].word, at: place["filename"].word, place["start_line"].int)
      // Before version 0.59 there were three levels.
      draft.stated = level
      draft.endLine = place["end_line"].int
      draft.why = item["impact"].word
      draft.remedy = item["resolution"].word
      draft.link = item["links"][0].word ?? item["link"].word
      if let resource = item["resource"].word { draft.subject = .resource(resource) }
      if item["status"].text == "ignored" || item["status"].int == 2 {
        draft.waive(nil, source: .inlineComment)
      }
      out.add(
        draft,
        mergedBy: [
          draft.rule, draft.path ?? "", String(draft.line ?? 0), String(draft.endLine ?? 0),
        ].joined(separator: "|"))
      return nil
    }
  }
}

struct TerrascanReader: ReportReader {
  let name = "terrascan"
  let title = "Terrascan"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["results"].has("violations", "scan_summary"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let results = report.root["results"]
    for (list, isSkipped) in [("violations", false), ("skipped_violations", true)] {
      out.each(results[list].list, list) { item, _ in
        var draft = Draft(
          item["rule_id"].word, Severity(word: item["severity"].word) ?? .info,
          item["description"].word, title: item["rule_name"].word, at: item["file"].word,
          item["line"].int)
        draft.stated = item["severity"].word
        draft.subject = .resource("\(item["resource_type"].text).\(item["resource_name"].text)")
        draft.fact("category", item["category"].word)
        if isSkipped { draft.waive(item["skip_comment"].word, source: .inlineComment) }
        return draft
      }
    }
  }
}
