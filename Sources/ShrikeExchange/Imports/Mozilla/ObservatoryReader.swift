import ShrikeFormats
import ShrikeModel

/// Mozilla's HTTP Observatory: every test with its outcome.
struct ObservatoryReader: ReportReader {
  let name = "mozilla_observatory"
  let title = "Mozilla Observatory"

  private func tests(_ report: ReportContent) -> ReportPart {
    report.root["tests"].isObject ? report.root["tests"] : report.root
  }

  func recognize(_ report: ReportContent) -> Recognition {
    guard let first = tests(report).entries.first?.value else { return .none }
    return .certain(first.has("expectation", "score_modifier"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for (name, item) in tests(report).entries {
      let isPassed = item["pass"].bool == true
      let score = item["score_modifier"].int ?? 0
      var draft = Draft(
        name, isPassed ? .info : severity(score), item["score_description"].word, title: name)
      draft.subject = .endpoint(
        url: report.root["scan"]["target"].text, method: nil, parameter: nil)
      draft.stated = "\(score)"
      draft.fact("result", item["result"].word)
      out.add(draft)
    }
  }

  /// How many points it costs.
  private func severity(_ score: Int) -> Severity {
    switch score {
    case ..<(-25): .high
    case -25..<(-19): .medium
    case -19..<0: .low
    default: .info
    }
  }
}
