import ShrikeFormats
import ShrikeModel

/// PMD's CSV.
struct PMDReader: ReportReader {
  let name = "pmd"
  let title = "PMD"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.csv?.has("Problem", "Priority", "Rule set", "Rule") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let levels: [String: Severity] = [
      "1": .critical, "2": .high, "3": .medium, "4": .low, "5": .low,
    ]
    for row in report.csv?.rows ?? [] {
      var draft = Draft(
        row.word("Rule"), levels[row["Priority"]] ?? .info, row.word("Description"),
        at: row.word("File"), Int(row["Line"]))
      draft.stated = row.word("Priority")
      draft.tags = [row["Rule set"]]
      draft.fact("scope", row.word("Package"))
      out.add(draft)
    }
  }
}
