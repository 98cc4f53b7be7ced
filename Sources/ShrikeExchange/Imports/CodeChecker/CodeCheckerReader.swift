import ShrikeFormats
import ShrikeModel
import ShrikeText

/// CodeChecker's `parse -e json`.
struct CodeCheckerReader: ReportReader {
  let name = "codechecker"
  let title = "CodeChecker"

  func recognize(_ report: ReportContent) -> Recognition {
    let reports = report.root["reports"]
    guard reports.isList, report.root.has("version") else { return .none }
    return .certain(reports.isEmpty || reports[0].has("checker_name", "report_hash"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["reports"].list, "reports") { item, _ in
      let word = item["severity"].word
      var draft = Draft(
        item["checker_name"].word,
        word == "STYLE" || word == "UNSPECIFIED" ? .info : Severity(word: word) ?? .info,
        item["message"].word, at: item["file"].word("original_path", "path"), item["line"].int)
      draft.stated = word
      draft.column = item["column"].int
      draft.key = item["report_hash"].word.map { "\($0)|\(draft.path ?? "")|\(draft.line ?? 0)" }
      draft.related = item["bug_path_events"].list.compactMap { event in
        event["file"]["path"].word.map {
          Place(
            path: $0, start: event["line"].int.flatMap { SourcePosition(atLine: $0) },
            note: event["message"].word)
        }
      }
      if ["false_positive", "intentional", "false positive"].contains(item["review_status"].text) {
        draft.waive(item["review_status"].text, source: .inlineComment)
      }
      return draft
    }
  }
}
