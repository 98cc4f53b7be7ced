import ShrikeFormats
import ShrikeModel

/// Burp Suite's XML of issues.
struct BurpReader: ReportReader {
  let name = "burp"
  let title = "Burp Suite"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.xml.name == "issues" && report.xml.attribute("burpVersion") != nil)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.xml.attribute("burpVersion")
    for issue in report.xml.all("issue") {
      var draft = Draft(
        issue["type"].word, Severity(word: issue["severity"].word) ?? .info, issue["name"].word,
        title: issue["name"].word)
      draft.stated = issue["severity"].word
      draft.confidence =
        ["Certain": .high, "Firm": .medium, "Tentative": .low][issue["confidence"].text] ?? .medium
      draft.why = issue["issueBackground"].word
      draft.remedy = issue["remediationBackground"].word
      draft.cwes = CWE.numbers(in: issue["vulnerabilityClassifications"].text)
      let request = issue["requestresponse"]["request"]
      draft.subject = .endpoint(
        url: issue["host"].text + issue["path"].text, method: request.attribute("method"),
        parameter: parameter(issue["location"].text))
      // Burp groups issues of a kind by their host, too.
      out.add(
        draft,
        mergedBy: "\(draft.rule)|\(issue["host"].text)|\(draft.severity)|\(draft.message)")
    }
  }

  /// `/search [term parameter]` names one.
  private func parameter(_ location: String) -> String? {
    guard let open = location.firstIndex(of: "["),
      let end = location[open...].firstRange(of: " parameter]")
    else { return nil }
    return String(location[location.index(after: open)..<end.lowerBound])
  }
}
