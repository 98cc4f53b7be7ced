import ShrikeFormats
import ShrikeModel

/// `gcloud artifacts docker images describe --show-package-vulnerability`.
struct GCloudReader: ReportReader {
  let name = "gcloud_artifact_scan"
  let title = "Google Artifact Analysis"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root.has("package_vulnerability_summary")
        || report.root["image_summary"].has("fully_qualified_digest"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let image = report.root["image_summary"]["fully_qualified_digest"].text
    for (level, list) in report.root["package_vulnerability_summary"]["vulnerabilities"].entries {
      out.each(list.list, level) { item, _ in
        let weakness = item["vulnerability"]
        let package = weakness["packageIssue"][0]
        let id = item["noteName"].text.split(separator: "/").last.map(String.init)
        var draft = Draft(
          weakness: weakness["shortDescription"].word ?? id,
          in: package["affectedPackage"].word, package["affectedVersion"]["fullName"].word,
          level == "MINIMAL" ? .info : Severity(word: level) ?? .info,
          at: package["fileLocation"][0]["filePath"].word)
        for file in package["fileLocation"].list.dropFirst() { draft.also(file["filePath"].word) }
        draft.stated = level
        draft.subject = .image(image, draft.package)
        draft.why = weakness["longDescription"].word
        draft.link = weakness["relatedUrls"][0]["url"].word
        draft.fact("fixed-version", package["fixedVersion"]["fullName"].word)
        return draft
      }
    }
  }
}
