import ShrikeFormats
import ShrikeModel

/// `npm audit --json` of npm 7 and later.
struct NpmAudit7Reader: ReportReader {
  let name = "npm_audit_7_plus"
  let title = "npm audit (npm 7 and later)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("auditReportVersion", "vulnerabilities"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for (name, item) in report.root["vulnerabilities"].entries {
      let advisory = item["via"].list.first { $0.isObject } ?? ReportPart(nil)
      let title = advisory["title"].word
      var draft = Draft(
        weakness: advisory["url"].text.split(separator: "/").last.map(String.init), in: name, nil,
        Severity(word: item["severity"].word) ?? .info, title: title ?? "known weakness",
        purl: Advisories.purl(name, nil))
      if !advisory.exists {
        draft.message = "\(name) depends on \(item["via"].words.joined(separator: ", "))"
        draft.rule = "vulnerable-dependency"
      }
      draft.stated = item["severity"].word
      for advisory in item["via"].list { draft.add(cwe: advisory["cwe"].words) }
      if draft.cwes.isEmpty { draft.cwes = [1035] }
      draft.link = advisory["url"].word
      draft.fact("vulnerable-versions", item["range"].word)
      draft.fact("node", item["nodes"][0].word)
      if let fix = item["fixAvailable"]["name"].word {
        draft.remedy = "Update \(fix) to \(item["fixAvailable"]["version"].text)."
      }
      out.add(draft)
    }
  }
}
