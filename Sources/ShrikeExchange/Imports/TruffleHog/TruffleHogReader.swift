import ShrikeFormats
import ShrikeModel

/// TruffleHog's JSON lines of version 3, and those of version 2. Values of secrets are not kept.
struct TruffleHogReader: ReportReader {
  let name = "trufflehog"
  let title = "TruffleHog"

  func recognize(_ report: ReportContent) -> Recognition {
    guard let first = report.values.first else { return .none }
    let part = first.isList ? first[0] : first
    if part.has("SourceMetadata", "DetectorName") { return .certain }
    return .likely(!first.isList && part.has("branch", "stringsFound"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for item in report.values.flatMap(\.each) {
      item.has("SourceMetadata") ? current(item, into: &out) : old(item, into: &out)
    }
  }

  private func current(_ item: ReportPart, into out: inout ReportCollector) {
    let source = item["SourceMetadata"]["Data"]
    let data = source.entries.first?.value ?? ReportPart(nil)
    let detector = item["DetectorName"].word
    let isVerified = item["Verified"].bool == true
    var draft = Draft(
      detector, isVerified ? .critical : .high,
      "\(detector ?? "") secret, \(isVerified ? "verified to work" : "not verified")",
      title: "\(detector ?? "") secret", at: data.word("file", "link", "images", "bucket"),
      data["line"].int)
    draft.confidence = isVerified ? .high : .medium
    draft.subject = .secret
    draft.cwes = [798]
    draft.fact("source", source.entries.first?.key)
    draft.commit = data["commit"].word.map {
      CommitInfo(
        id: $0, author: "", email: data["email"].text, date: data["timestamp"].text, message: "")
    }
    out.add(
      draft,
      mergedBy: [
        detector ?? "", draft.path ?? "", String(draft.line ?? 0), item["Raw"].text,
      ].joined(separator: "\u{0}"))
  }

  private func old(_ item: ReportPart, into out: inout ReportCollector) {
    var draft = Draft(
      item["reason"].word, .high, "\(item["reason"].text) found", at: item["path"].word)
    draft.subject = .secret
    draft.cwes = [798]
    draft.commit = item["commitHash"].word.map {
      CommitInfo(
        id: $0, author: "", email: "", date: item["date"].text, message: item["commit"].text)
    }
    out.add(draft, mergedBy: "\(draft.rule)\u{0}\(draft.path ?? "")")
  }
}

struct TruffleHog3Reader: ReportReader {
  let name = "trufflehog3"
  let title = "truffleHog3"

  func recognize(_ report: ReportContent) -> Recognition {
    let first = report.root[0]
    if first.has("rule", "path", "secret") { return .certain }
    return .likely(first.has("reason", "stringsFound"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.list, "") { item, out in
      let rule = item["rule"]
      let reason = rule["message"].word ?? item["reason"].word
      var draft = Draft(
        rule["id"].word ?? reason, Severity(word: rule["severity"].word) ?? .high,
        "\(reason ?? "secret") found", title: reason, at: item["path"].word, item["line"].int)
      draft.subject = .secret
      draft.cwes = [798]
      out.add(
        draft, mergedBy: "\(draft.rule)\u{0}\(draft.path ?? "")\u{0}\(item["secret"].text)")
      return nil
    }
  }
}
