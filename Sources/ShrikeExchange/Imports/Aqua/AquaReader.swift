import ShrikeFormats
import ShrikeModel

/// Aqua's image scans.
struct AquaReader: ReportReader {
  let name = "aqua"
  let title = "Aqua"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    if root.has("resources", "image") || root.has("cves", "image_name") { return .certain }
    if root.has("resources", "vulnerability_summary") { return .certain }
    return .certain(root[0].has("vulnerabilities", "resource"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root
    let image = root.word("image", "image_name")
    for part in root.isList ? root.list : root["resources"].list {
      let resource = part["resource"]
      for item in part["vulnerabilities"].list {
        add(
          item, resource["name"].word ?? resource["path"].word, resource["version"].word, image,
          resource["path"].word, into: &out)
      }
    }
    for item in root["cves"].list {
      var draft = Draft(
        weakness: item["name"].word, in: item["file"].word, nil,
        Severity(word: item["severity"].word) ?? .info)
      draft.stated = item["severity"].word
      draft.why = item["description"].word
      draft.remedy = item["solution"].word
      draft.link = item["url"].word
      if let image { draft.subject = .image(image, draft.package) }
      if item["acknowledged"].bool == true { draft.waive("acknowledged in Aqua") }
      out.add(draft)
    }
  }

  private func add(
    _ item: ReportPart, _ name: String?, _ version: String?, _ image: String?, _ path: String?,
    into out: inout ReportCollector
  ) {
    let word = item.word("aqua_severity", "vendor_severity", "nvd_severity_v3", "nvd_severity")
    let score = item.first("aqua_score", "vendor_score", "nvd_score_v3", "nvd_score").double
    var draft = Draft(
      weakness: item["name"].word, in: name, version,
      Severity(word: word) ?? score.map { Severity(score: $0) } ?? .info)
    draft.stated = word
    draft.why = item["description"].word
    draft.remedy = item["solution"].word
    draft.link = item.word("vendor_url", "nvd_url")
    draft.fact("fixed-version", item["fix_version"].word)
    if let image { draft.subject = .image(image, draft.package) }
    if item["is_acknowledged"].bool == true || item["acknowledged_scope"].exists {
      draft.waive("acknowledged in Aqua")
    }
    out.add(draft)
  }
}
