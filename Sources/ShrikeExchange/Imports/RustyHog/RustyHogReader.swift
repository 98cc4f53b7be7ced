import ShrikeFormats
import ShrikeModel

/// Rusty Hog: secrets in repositories, folders, Confluence and Jira. Values are not kept.
struct RustyHogReader: ReportReader {
  let name = "rusty_hog"
  let title = "Rusty Hog"

  func recognize(_ report: ReportContent) -> Recognition {
    let first = report.root[0]
    guard first.has("stringsFound", "reason") else { return .none }
    return .certain(
      first.has("issue_id") || first.has("page_id") || first.has("linenum")
        || first.has("old_file_id"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.list, "") { item, _ in
      var draft = Draft(
        item["reason"].word, .high, "\(item["reason"].text) found",
        at: item["url"].word ?? item["path"].word)
      // What is shown where it should not.
      draft.cwes = [200]
      draft.subject = .secret
      draft.line = item["linenum"].int
      if draft.line == 0 { draft.line = nil }
      draft.fact("location", item["location"].word)
      draft.commit = item["commitHash"].word.map {
        CommitInfo(
          id: $0, author: "", email: "", date: item["date"].text, message: item["commit"].text)
      }
      return draft
    }
  }
}
