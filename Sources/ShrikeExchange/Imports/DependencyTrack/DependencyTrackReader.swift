import ShrikeFormats
import ShrikeModel

/// Findings as Dependency-Track packs them (FPF).
struct DependencyTrackReader: ReportReader {
  let name = "dependency_track"
  let title = "Dependency-Track"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["meta"]["application"].text == "Dependency-Track")
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["meta"]["version"].word
    out.each(report.root["findings"].list, "findings") { item, _ in
      let component = item["component"]
      let weakness = item["vulnerability"]
      var draft = Draft(
        weakness: weakness["vulnId"].word, in: component["name"].word, component["version"].word,
        Severity(word: weakness["severity"].word) ?? .info, title: weakness["title"].word,
        purl: component["purl"].word, at: component["purl"].word)
      draft.stated = weakness["severity"].word
      for alias in weakness["aliases"].list {
        for (key, value) in alias.entries where key.hasSuffix("Id") && value.isText {
          draft.add(id: value.text)
        }
      }
      for cwe in weakness["cwes"].list { draft.add(cwe: cwe["cweId"].int) }
      if draft.cwes.isEmpty { draft.add(cwe: weakness["cweId"].int) }
      draft.why = weakness["description"].word
      draft.remedy = weakness["recommendation"].word
      draft.key = item["matrix"].word
      if item["analysis"]["isSuppressed"].bool == true {
        draft.waive(item["analysis"]["state"].word)
      }
      return draft
    }
  }
}
