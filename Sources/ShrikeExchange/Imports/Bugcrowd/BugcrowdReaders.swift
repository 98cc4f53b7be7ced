import ShrikeFormats
import ShrikeModel

/// Bugcrowd's submissions: CSV, and over its interface.
struct BugcrowdReader: ReportReader {
  let name = "bugcrowd"
  let title = "Bugcrowd"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.csv?.has("reference_number", "vrt_lineage", "bounty_code") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let levels: [String: Severity] = [
      "1": .critical, "2": .high, "3": .medium, "4": .low, "5": .info,
    ]
    for row in report.csv?.rows ?? [] {
      var draft = Draft(
        row.word("vrt_lineage"), levels[row["priority"]] ?? .info, row.word("title"),
        title: row.word("vrt_lineage"))
      draft.stated = row.word("priority")
      draft.why = row.word("description")
      draft.remedy = row.word("remediation_advice")
      draft.key = row.word("reference_number")
      if let url = row.word("bug_url") {
        draft.subject = .endpoint(url: url, method: nil, parameter: nil)
      }
      if [
        "wont_fix", "out_of_scope", "not_applicable", "not_reproducible", "resolved",
        "informational",
      ].contains(row["substate"]) {
        draft.waive(row["substate"].replacing("_", with: " "))
      }
      out.add(draft)
    }
  }
}

struct BugcrowdAPIReader: ReportReader {
  let name = "api_bugcrowd"
  let title = "Bugcrowd (interface)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0]["type"].text == "submission" && report.root[0]["attributes"].exists)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let levels: [Int: Severity] = [1: .critical, 2: .high, 3: .medium, 4: .low, 5: .info]
    out.each(report.root.list, "") { item, _ in
      let facts = item["attributes"]
      var draft = Draft(
        facts["vrt_id"].word ?? facts["title"].word, levels[facts["severity"].int ?? 0] ?? .info,
        facts["title"].word, title: facts["title"].word)
      draft.stated = facts["severity"].word
      draft.why = facts["description"].word
      draft.remedy = facts["remediation_advice"].word
      draft.key = item["id"].word
      if let url = facts["bug_url"].word {
        draft.subject = .endpoint(url: url, method: nil, parameter: nil)
      }
      if ["wont_fix", "out_of_scope", "not_applicable", "not_reproducible", "resolved"].contains(
        facts["state"].text)
      {
        draft.waive(facts["state"].text.replacing("_", with: " "))
      }
      return draft
    }
  }
}
