import ShrikeFormats
import ShrikeModel

/// Clair's scanner and Klar.
struct ClairReader: ReportReader {
  let name = "clair"
  let title = "Clair"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    if root.has("LayerCount", "Vulnerabilities") { return .certain }
    return .certain(root.has("image", "unapproved", "vulnerabilities"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root
    let image = root["image"].word
    for item in root["vulnerabilities"].list {
      out.add(
        draft(
          item, image, id: "vulnerability", name: "featurename", version: "featureversion",
          level: "severity", why: "description", link: "link", fix: "fixedby"))
    }
    for (_, list) in root["Vulnerabilities"].entries {
      for item in list.list {
        var made = draft(
          item, image, id: "Name", name: "FeatureName", version: "FeatureVersion",
          level: "Severity", why: "Description", link: "Link", fix: "FixedBy")
        made.cwes = [1035]
        out.add(made)
      }
    }
  }

  private func draft(
    _ item: ReportPart, _ image: String?, id: String, name: String, version: String, level: String,
    why: String, link: String, fix: String
  ) -> Draft {
    var draft = Draft(
      weakness: item[id].word, in: item[name].word, item[version].word,
      Severity(word: item[level].word) ?? .info)
    draft.stated = item[level].word
    if let image { draft.subject = .image(image, draft.package) }
    draft.why = item[why].word
    draft.link = item[link].word
    draft.remedy = item[fix].word.map { "Update to \($0)." }
    return draft
  }
}
