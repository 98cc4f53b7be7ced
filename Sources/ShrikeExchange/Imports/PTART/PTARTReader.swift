import ShrikeFormats
import ShrikeModel

/// PTART's reports of penetration tests.
struct PTARTReader: ReportReader {
  let name = "ptart"
  let title = "PTART"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root.has("assessments", "engagement_overview")
        || report.root.has("assessments", "retests"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for assessment in report.root["assessments"].list {
      out.each(assessment["hits"].list, "hits") { item, _ in
        draft(item, assessment["title"].text)
      }
    }
    for retest in report.root["retests"].list {
      out.each(retest["hits"].list, "retests") { item, _ in
        // Fixed, as the retest found.
        guard item["status"].text != "F" else { return nil }
        var made = draft(item["original_hit"], retest["name"].text)
        made.message = "\(made.message), found again"
        made.why = item["body"].word ?? made.why
        made.key = item["id"].word
        return made
      }
    }
  }

  private func draft(_ item: ReportPart, _ scope: String) -> Draft {
    let levels: [Int: Severity] = [1: .critical, 2: .high, 3: .medium, 4: .low]
    var draft = Draft(
      item["id"].word, levels[item["severity"].int ?? 0] ?? .info, item["title"].word,
      title: item["title"].word)
    draft.why = item["body"].word
    draft.remedy = item["remediation"].word
    draft.key = item["id"].word
    for cwe in item["cwes"].list { draft.add(cwe: cwe["cwe_id"].int) }
    if let asset = item["asset"].word {
      // An address, or whatever words the tester had for it.
      draft.subject =
        asset.contains("://")
        ? .endpoint(url: asset, method: nil, parameter: nil) : .resource(asset)
    }
    draft.link = item["references"][0]["url"].word
    draft.tags = item["labels"].words
    draft.fact("assessment", scope)
    return draft
  }
}
