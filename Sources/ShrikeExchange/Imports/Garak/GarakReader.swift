import ShrikeFormats
import ShrikeModel

/// garak's log of hits: attacks on language models that worked.
struct GarakReader: ReportReader {
  let name = "garak"
  let title = "garak"

  func recognize(_ report: ReportContent) -> Recognition {
    guard let first = report.values.first else { return .none }
    return .certain(
      first.has("probe", "detector", "score") || first.has("entry_type") && first.has("run_id"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for item in report.values where item.has("probe", "score") {
      let score = item["score"].double ?? 0
      let probe = item["probe"].text
      var draft = Draft(
        probe,
        score >= 0.9
          ? .critical : score >= 0.7 ? .high : score >= 0.4 ? .medium : score > 0 ? .low : .info,
        "\(probe): \(item["goal"].text)", title: probe)
      draft.stated = item["score"].word
      // Improper neutralization of input used for prompting.
      draft.cwes = [1427]
      draft.subject = .resource(item["generator"].text)
      draft.fact("detector", item["detector"].word)
      out.add(draft, mergedBy: "\(probe)|\(item["generator"].text)|\(item["detector"].text)")
    }
  }
}
