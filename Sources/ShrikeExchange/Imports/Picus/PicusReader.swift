import ShrikeFormats
import ShrikeModel

/// Picus' simulations: attacks that were tried, and whether they were stopped.
struct PicusReader: ReportReader {
  let name = "picus"
  let title = "Picus"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.csv?.has("simulationRunId", "threatName", "actionName") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for row in report.csv?.rows ?? [] {
      var draft = Draft(
        row.word("actionId"), Severity(word: row.word("threatSeverity")) ?? .info,
        "\(row["threatName"]) - \(row["actionName"])", title: row.word("actionName"))
      draft.stated = row.word("threatSeverity")
      draft.why = row.word("actionDescription")
      for id in CVE.ids(in: row["cve"]) { draft.add(id: id) }
      draft.add(cwe: row["cwe"].split(separator: ",").map { String($0).withoutBlanks })
      let target = ["affectedProducts", "affectedPlatforms", "affectedOs"].lazy.compactMap(row.word)
      if let target = target.first { draft.subject = .resource(target) }
      // Of the action, else of the threat that it is a part of.
      let prevention = row.word("actionPreventionResult") ?? row.word("threatPreventionResult")
      draft.fact("prevention", prevention)
      if prevention?.lowercased() == "blocked" { draft.waive("the attack was blocked") }
      draft.fact("technique", row.word("actionMitreTechnique"))
      out.add(draft)
    }
  }
}
