import ShrikeFormats
import ShrikeModel

/// Legitify's flattened report.
struct LegitifyReader: ReportReader {
  let name = "legitify"
  let title = "Legitify"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["content"].entries.first?.value.has("policyInfo", "violations") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for (id, part) in report.root["content"].entries {
      let policy = part["policyInfo"]
      for item in part["violations"].list where item["status"].text == "FAILED" {
        var draft = Draft(
          policy["policyName"].word ?? id, Severity(word: policy["severity"].word) ?? .info,
          policy["title"].word, title: policy["title"].word)
        draft.stated = policy["severity"].word
        draft.why = policy["description"].word
        draft.remedy = policy["remediationSteps"].words.joined(separator: "\n").nonEmpty
        draft.subject = .resource(item["canonicalLink"].text)
        out.add(draft, mergedBy: id)
      }
    }
  }
}
