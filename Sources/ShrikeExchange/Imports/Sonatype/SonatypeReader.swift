import ShrikeFormats
import ShrikeModel

/// Sonatype IQ's raw reports.
struct SonatypeReader: ReportReader {
  let name = "sonatype"
  let title = "Sonatype Lifecycle"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root["components"][0].has("componentIdentifier")
        && report.root["components"][0].has("securityData"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for component in report.root["components"].list {
      let coordinates = component["componentIdentifier"]["coordinates"]
      var name =
        coordinates.word("artifactId", "packageId", "name") ?? component["displayName"].word
      if let group = coordinates["groupId"].word, let artifact = coordinates["artifactId"].word {
        name = "\(group):\(artifact)"
      }
      for item in component["securityData"]["securityIssues"].list {
        var draft = Draft(
          weakness: item["reference"].word, in: name, coordinates["version"].word,
          Severity(score: item["severity"].double ?? 0), purl: component["packageUrl"].word,
          at: component["pathnames"][0].word)
        for path in component["pathnames"].words.dropFirst() { draft.also(path) }
        draft.stated = item["severity"].word
        draft.link = item["url"].word
        draft.add(cwe: item["cwe"].word)
        draft.fact("threat", item["threatCategory"].word)
        if ["Not Applicable", "Acknowledged"].contains(item["status"].text) {
          draft.waive(item["status"].word)
        }
        out.add(draft)
      }
    }
  }
}
