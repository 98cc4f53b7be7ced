import ShrikeFormats
import ShrikeModel

/// detect-secrets' baseline: it holds hashes of secrets and no values.
struct DetectSecretsReader: ReportReader {
  let name = "detect_secrets"
  let title = "detect-secrets"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["results"].isObject && report.root.has("plugins_used"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["version"].word
    for (path, list) in report.root["results"].entries {
      for item in list.list {
        // Audited and found to be none.
        let isFalse = item.has("is_secret") && item["is_secret"].bool == false
        var draft = Draft(
          item["type"].word, .high, "\(item["type"].text) found", at: item["filename"].word ?? path,
          item["line_number"].int)
        draft.subject = .secret
        draft.cwes = [798]
        draft.confidence = item["is_verified"].bool == true ? .high : .medium
        draft.key = item["hashed_secret"].word.map { "\(path)|\($0)" }
        if isFalse { draft.waive("audited: no secret", source: .baseline) }
        out.add(
          draft, mergedBy: "\(item["type"].text)|\(path)|\(draft.line ?? 0)|\(draft.key ?? "")")
      }
    }
  }
}
