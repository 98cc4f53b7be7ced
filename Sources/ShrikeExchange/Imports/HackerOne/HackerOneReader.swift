import ShrikeFormats
import ShrikeModel

/// HackerOne's reports over its interface.
struct HackerOneReader: ReportReader {
  let name = "h1"
  let title = "HackerOne"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root["data"][0]["type"].text == "report" && report.root["data"][0].has("relationships")
    )
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["data"].list, "data") { item, _ in
      let facts = item["attributes"]
      let relations = item["relationships"]
      let rating = relations["severity"]["data"]["attributes"]["rating"].word
      let weakness = relations["weakness"]["data"]["attributes"]
      var draft = Draft(
        weakness["external_id"].word ?? weakness["name"].word ?? "report",
        Severity(word: rating) ?? .info, facts["title"].word, title: weakness["name"].word)
      draft.stated = rating
      draft.why = facts["vulnerability_information"].word
      draft.add(cwe: weakness["external_id"].word)
      draft.key = item["id"].word
      draft.link = item["id"].word.map { "https://hackerone.com/reports/\($0)" }
      if facts["main_state"].text == "closed" || facts["closed_at"].exists {
        draft.waive(facts["state"].word)
      }
      return draft
    }
  }
}
