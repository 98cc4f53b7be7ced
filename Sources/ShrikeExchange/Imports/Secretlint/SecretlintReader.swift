import ShrikeFormats
import ShrikeModel

/// secretlint's JSON. It quotes the whole file; nothing of it is kept.
struct SecretlintReader: ReportReader {
  let name = "secretlint"
  let title = "secretlint"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root[0].has("filePath", "messages", "sourceContentType")
        || report.root[0]["messages"][0]["ruleId"].text.hasPrefix("@secretlint/"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for file in report.root.list {
      for item in file["messages"].list {
        let what = item["messageId"].word ?? item["ruleId"].text
        let level = item["severity"].word
        var draft = Draft(
          item["ruleId"].word, level == "info" ? .info : level == "warning" ? .medium : .high,
          "\(what) found", title: what, at: file["filePath"].word,
          item["loc"]["start"]["line"].int)
        draft.stated = level
        draft.column = item["loc"]["start"]["column"].int.map { $0 + 1 }
        draft.endLine = item["loc"]["end"]["line"].int
        draft.endColumn = item["loc"]["end"]["column"].int.map { $0 + 1 }
        draft.subject = .secret
        draft.cwes = [798]
        draft.link = item["docsUrl"].word
        out.add(
          draft, mergedBy: "\(what)|\(draft.path ?? "")|\(draft.line ?? 0)|\(draft.column ?? 0)")
      }
    }
  }
}
