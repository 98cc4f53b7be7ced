import ShrikeFormats
import ShrikeModel

/// Chef InSpec's results, a JSON object a line.
struct ChefInspectReader: ReportReader {
  let name = "chefinspect"
  let title = "Chef InSpec"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.values.first?.has("control_id", "code_desc", "status") == true
        || report.values.first?.has("batch_runtime", "profile", "title") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for item in report.values {
      let status = item["status"].text
      // Impacts from 0 to 1.
      let impact = item.first("impact", "control_impact").double ?? 0
      guard status != "passed", status != "skipped" else { continue }
      var draft = Draft(
        item.word("control_id", "id"),
        impact >= 0.9
          ? .critical : impact >= 0.7 ? .high : impact >= 0.4 ? .medium : impact > 0 ? .low : .info,
        item.word("title", "code_desc"), title: item["title"].word)
      draft.stated = item.word("impact", "control_impact")
      draft.why = item.word("description", "desc", "message")
      draft.subject = .resource(item["code_desc"].text)
      out.add(draft)
    }
  }
}
