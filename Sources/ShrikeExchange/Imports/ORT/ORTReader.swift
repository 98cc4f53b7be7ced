import ShrikeFormats
import ShrikeModel

/// OSS Review Toolkit's evaluated model: rules that are violated.
struct ORTReader: ReportReader {
  let name = "ort"
  let title = "OSS Review Toolkit"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("rule_violations", "packages", "licenses"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let packages = report.root["packages"]
    let levels: [String: Severity] = ["ERROR": .high, "WARNING": .medium, "HINT": .low]
    // Resolved ones are no findings any more.
    out.each(report.root["rule_violations"].list, "rule_violations") { item, _ in
      let package = item["pkg"].int.map { packages[$0] } ?? ReportPart(nil)
      var draft = Draft(
        item["rule"].word, levels[item["severity"].text] ?? .info, item["message"].word,
        title: item["rule"].word)
      draft.stated = item["severity"].word
      draft.remedy = item["how_to_fix"].word
      if let id = package["id"].word {
        draft.subject = .package(.init(name: id, version: nil, purl: package["purl"].word))
      }
      if !item["resolutions"].isEmpty { draft.waive("resolved") }
      return draft
    }
  }
}
