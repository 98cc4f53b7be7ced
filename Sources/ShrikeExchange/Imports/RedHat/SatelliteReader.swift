import ShrikeFormats
import ShrikeModel

/// Errata that hosts of Red Hat Satellite lack.
struct SatelliteReader: ReportReader {
  let name = "redhatsatellite"
  let title = "Red Hat Satellite"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("total", "subtotal", "per_page", "results"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["results"].list, "results") { item, _ in
      let word = item["severity"].word
      var draft = Draft(
        item["errata_id"].word,
        word == "None" || word == nil ? .info : Severity(word: word) ?? .info,
        item.word("title", "name"), title: item["title"].word)
      draft.stated = word
      draft.why = item["description"].word ?? item["summary"].word
      draft.remedy = item["solution"].word
      for cve in item["cves"].list { draft.add(id: cve["cve_id"].text) }
      draft.subject = .package(.init(name: item["packages"][0].word ?? item["name"].text))
      draft.properties["packages"] = .list(item["packages"].words)
      return draft
    }
  }
}
