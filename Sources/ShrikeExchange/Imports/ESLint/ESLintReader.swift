import ShrikeFormats
import ShrikeModel

/// ESLint's JSON (`-f json`).
struct ESLintReader: ReportReader {
  let name = "eslint"
  let title = "ESLint"

  func recognize(_ report: ReportContent) -> Recognition {
    let first = report.root[0]
    return .certain(first.has("filePath", "messages", "errorCount"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for file in report.root.list {
      for item in file["messages"].list {
        let level = item["severity"].int
        var draft = Draft(
          item["ruleId"].word ?? "syntax", level == 2 ? .high : level == 1 ? .medium : .info,
          item["message"].word, at: file["filePath"].word, item["line"].int)
        draft.stated = level == 2 ? "error" : level == 1 ? "warning" : nil
        draft.column = item["column"].int
        draft.endLine = item["endLine"].int
        draft.endColumn = item["endColumn"].int
        out.add(draft)
      }
    }
  }
}
