import ShrikeFormats
import ShrikeModel

/// humble's JSON of headers.
struct HumbleReader: ReportReader {
  let name = "humble"
  let title = "humble"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["[0. Info]"].exists)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let url = report.root["[0. Info]"]["URL"].text
    let kinds = [
      ("[1.", "missing-header", "Missing header"), ("[2.", "fingerprint-header", "Telling header"),
      ("[3.", "deprecated-header", "Deprecated header"), ("[4.", "empty-header", "Empty header"),
    ]
    for (section, part) in report.root.entries {
      guard let kind = kinds.first(where: { section.hasPrefix($0.0) }) else { continue }
      let words = part.isObject ? part.entries.map(\.key) : part.words
      for word in words where !word.hasPrefix("Nothing") {
        var draft = Draft(kind.1, .medium, "\(kind.2): \(word)", title: kind.2)
        draft.subject = .endpoint(url: url, method: nil, parameter: nil)
        draft.fact("header", word)
        out.add(draft)
      }
    }
  }
}
