import ShrikeFormats
import ShrikeModel

/// KICS' JSON results.
struct KICSReader: ReportReader {
  let name = "kics"
  let title = "KICS"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root.has("queries", "queries_total") || report.root.has("queries", "kics_version"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["kics_version"].word
    for query in report.root["queries"].list {
      for file in query["files"].list {
        var draft = Draft(
          query["query_id"].word, severity(query["severity"].word),
          file["actual_value"].word ?? query["query_name"].word, title: query["query_name"].word,
          at: file["file_name"].word, file["line"].int)
        draft.stated = query["severity"].word
        draft.why = query["description"].word
        draft.link = query["query_url"].word
        draft.remedy = file["expected_value"].word
        draft.add(cwe: query["cwe"].word.flatMap { Int($0) })
        draft.fact("platform", query["platform"].word)
        draft.fact("category", query["category"].word)
        if let resource = file["search_key"].word { draft.subject = .resource(resource) }
        if query["category"].text == "Secret Management" { draft.subject = .secret }
        draft.fact("similarity-id", file["similarity_id"].word)
        out.add(draft)
      }
    }
  }

  private func severity(_ word: String?) -> Severity {
    word?.uppercased() == "TRACE" ? .info : Severity(word: word) ?? .medium
  }
}
