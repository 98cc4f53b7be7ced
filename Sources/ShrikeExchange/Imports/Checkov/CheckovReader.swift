import ShrikeFormats
import ShrikeModel

/// Checkov's JSON (`-o json`), of one framework or of several.
struct CheckovReader: ReportReader {
  let name = "checkov"
  let title = "Checkov"

  func recognize(_ report: ReportContent) -> Recognition {
    let part = report.root.isList ? report.root[0] : report.root
    if part["results"].has("failed_checks") { return .certain }
    return .certain(part.has("passed", "failed", "skipped", "checkov_version"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for part in report.root.each {
      out.toolVersion =
        out.toolVersion ?? part["summary"]["checkov_version"].word
        ?? part["checkov_version"].word
      let kind = part["check_type"].word
      for (list, isSkipped) in [("failed_checks", false), ("skipped_checks", true)] {
        out.each(part["results"][list].list, list) { item, _ in
          // Without a platform key there are no severities.
          var draft = Draft(
            item["check_id"].word, Severity(word: item["severity"].word) ?? .medium,
            item["check_name"].word ?? item["check_id"].word, at: item["file_path"].word,
            item["file_line_range"][0].int)
          draft.stated = item["severity"].word
          draft.endLine = item["file_line_range"][1].int
          draft.link = item["guideline"].word
          if let resource = item["resource"].word { draft.subject = .resource(resource) }
          draft.fact("framework", kind)
          let package = item["vulnerability_details"]
          if let id = package["id"].word {
            draft.add(id: id)
            draft.subject = .package(
              Finding.Package(
                name: package["package_name"].text, version: package["package_version"].word))
          }
          if isSkipped {
            draft.waive(item["check_result"]["suppress_comment"].word, source: .inlineComment)
          }
          return isSkipped ? nil : draft
        }
      }
    }
  }
}
