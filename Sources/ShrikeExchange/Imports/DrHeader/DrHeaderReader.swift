import ShrikeFormats
import ShrikeModel

/// drHEADer's JSON.
struct DrHeaderReader: ReportReader {
  let name = "drheader"
  let title = "drHEADer"

  func recognize(_ report: ReportContent) -> Recognition {
    let first = report.root[0]
    return .certain(
      first.has("rule", "severity", "message") && !first.has("secret")
        || first["report"][0].has("rule", "severity"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for part in report.root.list {
      let url = part["url"].word
      for item in part["report"].isList ? part["report"].list : [part] {
        var draft = Draft(
          item["rule"].word, Severity(word: item["severity"].word) ?? .info,
          "\(item["rule"].text): \(item["message"].text)", title: item["rule"].word)
        draft.stated = item["severity"].word
        draft.fact("expected", item["expected"].words.joined(separator: ", "))
        draft.fact("value", item["value"].word)
        if let url { draft.subject = .endpoint(url: url, method: nil, parameter: nil) }
        out.add(draft)
      }
    }
  }
}
