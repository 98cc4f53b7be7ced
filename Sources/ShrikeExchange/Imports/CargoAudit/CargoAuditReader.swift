import ShrikeFormats
import ShrikeModel

/// `cargo audit --json`.
struct CargoAuditReader: ReportReader {
  let name = "cargo_audit"
  let title = "cargo-audit"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["lockfile"].has("dependency-count"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["vulnerabilities"]["list"].list, "vulnerabilities") { item, _ in
      let advisory = item["advisory"]
      let package = item["package"]
      let score = CVSS.score(advisory["cvss"].word)
      var draft = Draft(
        weakness: advisory["id"].word, in: package["name"].word, package["version"].word,
        score.map { Severity(score: $0) } ?? .high, title: advisory["title"].word,
        purl: "pkg:cargo/\(package["name"].text)@\(package["version"].text)")
      draft.stated = advisory["cvss"].word
      for id in advisory["aliases"].words { draft.add(id: id) }
      draft.why = advisory["description"].word
      draft.link = advisory["url"].word
      let fixed = item["versions"]["patched"].words
      draft.remedy = fixed.isEmpty ? nil : "Update to \(fixed.joined(separator: " or "))."
      draft.tags = advisory["keywords"].words
      return draft
    }
  }
}
