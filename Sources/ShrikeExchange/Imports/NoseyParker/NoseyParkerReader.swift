import ShrikeFormats
import ShrikeModel

/// Nosey Parker's JSON and JSON lines. Values are not kept.
struct NoseyParkerReader: ReportReader {
  let name = "noseyparker"
  let title = "Nosey Parker"

  func recognize(_ report: ReportContent) -> Recognition {
    guard let first = report.values.first?.each.first else { return .none }
    return .certain(first.has("rule_name", "matches"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for finding in report.values.flatMap(\.each) {
      guard finding.has("rule_name"), finding["matches"].isList else {
        throw ReportRefusal("it is no finding of Nosey Parker")
      }
      let rule = finding["rule_name"].text
      for match in finding["matches"].list {
        for place in match["provenance"].each {
          let commit = place.first("first_commit", "commit_provenance")
          let facts = commit["commit_metadata"]
          var draft = Draft(
            finding["rule_text_id"].word ?? rule, .high, "\(rule) found", title: rule,
            at: commit["blob_path"].word ?? place["path"].word,
            match["location"]["source_span"]["start"]["line"].int)
          draft.column = match["location"]["source_span"]["start"]["column"].int
          draft.endLine = match["location"]["source_span"]["end"]["line"].int
          draft.subject = .secret
          draft.cwes = [798]
          draft.commit = facts["commit_id"].word.map {
            CommitInfo(
              id: $0, author: facts["author_name"].text, email: facts["author_email"].text,
              date: facts["author_timestamp"].text, message: facts["message"].text)
          }
          out.add(
            draft,
            mergedBy: [draft.path ?? "", String(draft.line ?? 0), rule, finding["finding_id"].text]
              .joined(separator: "|"))
          break
        }
      }
    }
  }
}
