import ShrikeFormats
import ShrikeModel

/// `snyk test --json`, of one project and of all.
struct SnykReader: ReportReader {
  let name = "snyk"
  let title = "Snyk"

  func recognize(_ report: ReportContent) -> Recognition {
    let first = report.root.isList ? report.root[0] : report.root
    if first["runs"].isList, first["runs"][0]["tool"]["driver"]["name"].text == "SnykCode" {
      return .certain
    }
    return .certain(
      first["vulnerabilities"].isList
        && (first.has("packageManager") || first.has("dependencyCount")))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    if report.root["runs"].isList { return try SarifRuns.read(report, into: &out) }
    for project in report.root.each {
      let target = project["displayTargetFile"].word
      let manager = project["packageManager"].word
      out.each(project["vulnerabilities"].list, "vulnerabilities") { item, _ in
        // The way from the root to the package, without the root's version.
        let route = item["from"].words.map { step -> String in
          guard let at = step.dropFirst().lastIndex(of: "@") else { return step }
          return String(step[..<at])
        }
        var draft = Draft(
          weakness: item["id"].word, in: item["name"].word ?? item["packageName"].word,
          item["version"].word, severity(item), title: item["title"].word,
          at: route.isEmpty ? target : route.joined(separator: " > "))
        draft.stated = item["severity"].word
        draft.ids = []
        for id in item["identifiers"]["CVE"].words + item["identifiers"]["GHSA"].words {
          draft.add(id: id)
        }
        draft.add(cwe: item["identifiers"]["CWE"].words)
        // A part known to be weak, where nothing nearer is stated (CWE-1035).
        if draft.cwes.isEmpty { draft.cwes = [1035] }
        draft.why = item["description"].word
        draft.link = item["references"][0]["url"].word
        if let version = item["nearestFixedInVersion"].word ?? item["fixedIn"][0].word {
          draft.remedy = "Update to \(version)."
        }
        draft.fact("manifest", target)
        draft.fact("package-manager", manager)
        return draft
      }
    }
  }

  private func severity(_ item: ReportPart) -> Severity {
    item["cvssScore"].double.map { Severity(score: $0) }
      ?? Severity(word: item.word("severity", "severityWithCritical")) ?? .info
  }
}
