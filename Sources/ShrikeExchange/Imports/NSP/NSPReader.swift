import ShrikeFormats
import ShrikeModel

/// `nsp check --output json` of the Node Security Platform.
struct NSPReader: ReportReader {
  let name = "nsp"
  let title = "Node Security Platform"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("module", "cvss_score", "vulnerable_versions"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.list, "") { item, out in
      var draft = Draft(
        weakness: item["id"].word, in: item["module"].word, item["version"].word,
        Severity(score: item["cvss_score"].double ?? CVSS.score(item["cvss_vector"].word) ?? 0),
        title: item["title"].word,
        purl: Advisories.purl(item["module"].text, item["version"].word))
      draft.ids = []
      draft.stated = item.word("cvss_score", "cvss_vector")
      draft.why = item["overview"].word
      draft.remedy = item["recommendation"].word
      draft.link = item["advisory"].word
      draft.fact("route", item["path"].words.joined(separator: ">"))
      return draft
    }
  }
}
