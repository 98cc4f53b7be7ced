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
    let resolutions = report.root["rule_violation_resolutions"]
    let licenses = report.root["licenses"]
    out.each(report.root["rule_violations"].list, "rule_violations") { item, _ in
      let package = item["pkg"].int.map { packages[$0] } ?? ReportPart(nil)
      var draft = Draft(
        item["rule"].word, levels[item["severity"].text] ?? .info, item["message"].word,
        title: item["rule"].word)
      draft.stated = item["severity"].word
      draft.remedy = item["how_to_fix"].word
      if let purl = package["purl"].word {
        draft.subject = .package(PackageURL(purl).package)
      } else if let id = package["id"].word {
        draft.subject = .package(.init(name: id, version: nil))
      }
      if draft.package != nil { draft.path = package["definition_file_path"].word }
      draft.fact("license", item["license"].int.flatMap { licenses[$0]["id"].word })
      if let first = item["resolutions"].list.first {
        let resolution = first.int.map { resolutions[$0] } ?? ReportPart(nil)
        draft.waive(resolution.word("comment", "reason") ?? "resolved")
      }
      return draft
    }
  }
}
