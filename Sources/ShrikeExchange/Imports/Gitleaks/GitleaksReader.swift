import ShrikeFormats
import ShrikeModel

/// gitleaks' JSON, of version 8 and of the ones before. Values of secrets are not kept.
struct GitleaksReader: ReportReader {
  let name = "gitleaks"
  let title = "gitleaks"

  func recognize(_ report: ReportContent) -> Recognition {
    let first = report.root[0]
    return .certain(
      first.has("RuleID", "StartLine", "Secret") || first.has("rule", "offender", "commit"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for (index, item) in report.root.list.enumerated() {
      guard item.isObject else {
        out.skip("[\(index)]", "it is no object")
        continue
      }
      item.has("RuleID") ? current(item, into: &out) : old(item, into: &out)
    }
  }

  private func current(_ item: ReportPart, into out: inout ReportCollector) {
    let what = item["Description"].word ?? item["RuleID"].text
    var draft = Draft(
      item["RuleID"].word, .high, "\(what) found", title: what, at: item["File"].word,
      item["StartLine"].int)
    draft.column = item["StartColumn"].int
    draft.endLine = item["EndLine"].int
    draft.endColumn = item["EndColumn"].int.map { $0 + 1 }
    draft.subject = .secret
    draft.cwes = [798]
    draft.key = item["Fingerprint"].word
    draft.tags = item["Tags"].words
    draft.commit = commit(
      item["Commit"], item["Author"], item["Email"], item["Date"], item["Message"])
    out.add(
      draft,
      mergedBy: [draft.path ?? "", item["Secret"].text, draft.rule, String(draft.line ?? 0)]
        .joined(separator: "\u{0}"))
  }

  private func old(_ item: ReportPart, into out: inout ReportCollector) {
    let rule = item["rule"].word
    let isKey = rule == "Github" || rule == "RSA" || rule == "SSH"
    var draft = Draft(
      rule, isKey || item["tags"].text.contains("key") ? .critical : .high,
      "\(rule ?? "secret") found", at: item["file"].word, item["lineNumber"].int)
    draft.subject = .secret
    draft.cwes = [798]
    draft.commit = commit(
      item["commit"], item["author"], item["email"], item["date"], item["commitMessage"])
    out.add(draft)
  }

  private func commit(
    _ id: ReportPart, _ author: ReportPart, _ email: ReportPart, _ date: ReportPart,
    _ message: ReportPart
  ) -> CommitInfo? {
    id.word.map {
      CommitInfo(
        id: $0, author: author.text, email: email.text, date: date.text, message: message.text)
    }
  }
}
