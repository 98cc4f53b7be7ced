import ShrikeFormats
import ShrikeModel

/// Harbor's weaknesses of an artifact.
struct HarborReader: ReportReader {
  let name = "harbor_vulnerability"
  let title = "Harbor"

  private func body(_ report: ReportContent) -> ReportPart {
    if report.root["vulnerabilities"].isList { return report.root }
    return report.root.entries.first {
      $0.key.hasPrefix("application/vnd.security.vulnerability.report")
        || $0.key.hasPrefix("application/vnd.scanner.adapter")
    }?
    .value ?? ReportPart(nil)
  }

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(body(report).has("generated_at", "scanner"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(body(report)["vulnerabilities"].list, "vulnerabilities") { item, _ in
      var draft = Draft(
        weakness: item["id"].word, in: item["package"].word, item["version"].word,
        Severity(word: item["severity"].word) ?? .info)
      draft.stated = item["severity"].word
      draft.add(cwe: item["cwe_ids"].words)
      draft.why = item["description"].word
      draft.link = item["links"][0].word
      draft.remedy = item["fix_version"].word.map { "Update to \($0)." }
      return draft
    }
  }
}
