import ShrikeFormats
import ShrikeModel

/// APKLeaks' JSON. What matched may be a secret and is not kept.
struct APKLeaksReader: ReportReader {
  let name = "apkleaks"
  let title = "APKLeaks"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root.has("package", "results") && report.root["results"][0].has("name", "matches"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let package = report.root["package"].text
    for item in report.root["results"].list {
      let kind = item["name"].text
      let count = item["matches"].count
      var draft = Draft(
        kind, .medium, "\(kind): \(count == 1 ? "one match" : "\(count) matches") in \(package)",
        title: kind)
      draft.subject = .resource(package)
      out.add(draft)
    }
  }
}
