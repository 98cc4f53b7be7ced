import ShrikeFormats
import ShrikeModel

/// `mix deps.audit --format json`.
struct MixAuditReader: ReportReader {
  let name = "mix_audit"
  let title = "MixAudit"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("pass", "vulnerabilities"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["vulnerabilities"].list, "vulnerabilities") { item, _ in
      let advisory = item["advisory"]
      let dependency = item["dependency"]
      var draft = Draft(
        weakness: advisory["id"].word, in: dependency["package"].word, dependency["version"].word,
        Severity(word: advisory["severity"].word) ?? .medium, title: advisory["title"].word,
        purl: "pkg:hex/\(dependency["package"].text)@\(dependency["version"].text)",
        at: dependency["lockfile"].word)
      draft.stated = advisory["severity"].word
      if let cve = advisory["cve"].word { draft.add(id: cve.hasPrefix("CVE") ? cve : "CVE-\(cve)") }
      draft.why = advisory["description"].word
      draft.link = advisory["url"].word
      return draft
    }
  }
}
