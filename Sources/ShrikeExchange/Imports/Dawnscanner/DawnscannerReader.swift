import ShrikeFormats
import ShrikeModel

/// Dawnscanner's JSON.
struct DawnscannerReader: ReportReader {
  let name = "dawnscanner"
  let title = "Dawnscanner"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("dawn_version"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["dawn_version"].word
    out.each(report.root["vulnerabilities"].list, "vulnerabilities") { item, _ in
      var draft = Draft(
        item["name"].word, Severity(word: item["severity"].word) ?? .info, item["message"].word,
        title: item["name"].word)
      draft.stated = item["severity"].word
      for id in CVE.ids(in: item["name"].text) { draft.add(id: id) }
      draft.remedy = item["remediation"].word
      draft.link = item["cve_link"].word
      return draft
    }
  }
}
