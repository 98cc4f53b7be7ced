import ShrikeFormats
import ShrikeModel

/// Cloudflare's security insights, CSV and JSON.
struct CloudflareReader: ReportReader {
  let name = "cloudflare_insights"
  let title = "Cloudflare security insights"

  func recognize(_ report: ReportContent) -> Recognition {
    if let table = report.csv { return .certain(table.has("issue_class", "issue_type", "subject")) }
    return .certain(report.root[0].has("issue_class", "issue_type", "subject"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    if let table = report.csv {
      for row in table.rows {
        var draft = Draft(
          row.word("issue_class"), Severity(word: row.word("severity")) ?? .info,
          "\(row["issue_type"]): \(row["subject"])", title: row.word("issue_class"))
        draft.stated = row.word("severity")
        draft.why = row.word("risk") ?? row.word("insight")
        draft.remedy = row.word("recommended_action")
        draft.subject = .host(row["subject"], port: nil)
        out.add(draft)
      }
      return
    }
    out.each(report.root.list, "") { item, _ in
      var draft = Draft(
        item["issue_class"].word, Severity(word: item["severity"].word) ?? .info,
        "\(item["issue_type"].text): \(item["subject"].text)", title: item["issue_class"].word)
      draft.stated = item["severity"].word
      draft.remedy = item["resolve_text"].word
      draft.link = item["resolve_link"].word
      draft.key = item["id"].word
      draft.subject = .host(item["subject"].text, port: nil)
      if item["dismissed"].bool == true { draft.waive("dismissed") }
      return draft
    }
  }
}
