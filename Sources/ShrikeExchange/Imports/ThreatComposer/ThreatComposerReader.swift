import ShrikeFormats
import ShrikeModel

/// AWS Threat Composer: a threat model's threats. What is resolved is suppressed.
struct ThreatComposerReader: ReportReader {
  let name = "threat_composer"
  let title = "Threat Composer"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root.has("applicationInfo", "mitigations")
        || report.root.has("threats", "mitigationLinks"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard report.root["threats"].isList else { throw ReportRefusal("the model has no threats") }
    let application = report.root["applicationInfo"]["name"].text
    var measures: [String: String] = [:]
    for item in report.root["mitigations"].list { measures[item["id"].text] = item["content"].word }
    let links = report.root["mitigationLinks"].list
    out.each(report.root["threats"].list, "threats") { item, _ in
      func fact(_ key: String) -> String? {
        item["metadata"].list.first { $0["key"].text == key }?["value"].word
      }
      var draft = Draft(
        item["id"].word, Severity(word: fact("Priority")) ?? .info,
        item.word("threatAction", "statement"), title: item["threatAction"].word)
      draft.stated = fact("Priority")
      draft.why = item["statement"].word
      draft.key = item["id"].word
      draft.tags = item["tags"].words
      for tag in draft.tags {
        draft.cwes += CWE.numbers(in: tag)
        for id in CVE.ids(in: tag) { draft.add(id: id) }
      }
      draft.subject = .resource(
        item["impactedAssets"].words.joined(separator: ", ").nonEmpty ?? application)
      draft.remedy =
        links.filter { $0["linkedId"].word == item["id"].word }
        .compactMap { measures[$0["mitigationId"].text] }.joined(separator: "\n").nonEmpty
      switch item["status"].text {
      case "threatResolved": draft.waive("resolved")
      case "threatResolvedNotUseful": draft.waive("not useful")
      default: break
      }
      return draft
    }
  }
}
