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
        score >= 0.9 ? .critical : score >= 0.8 ? .high : score >= 0.6 ? .medium : .info,
        "\(probe): \(item["goal"].text)", title: probe)
      draft.stated = item["score"].word
      draft.cwes = [weakness(probe)]
      draft.subject = .resource(item["generator"].text)
      draft.fact("detector", item["detector"].word)
      out.add(
        draft, mergedBy: "\(probe)|\(item["generator"].text)|\(item["detector"].text)")
    }
  }

  /// Input used for prompting that is not neutralised, what it gives away, or output that is not
  /// validated.
  private func weakness(_ probe: String) -> Int {
    switch probe.prefix(while: { $0 != "." }) {
    case "promptinject", "dan", "latentinjection", "encoding", "goodside": 1427
    case "xss": 79
    case "leakreplay": 200
    default: 1426
    }
  }
}
