import ShrikeFormats
import ShrikeModel

/// Cyberwatch Galeax' weaknesses over its interface.
struct CyberwatchReader: ReportReader {
  let name = "cyberwatch_galeax"
  let title = "Cyberwatch"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("cves", "security_issues") || report.root["CVEs"].isList)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.first("cves", "CVEs").list, "cves") { item, _ in
      var draft = Draft(
        item["cve_code"].word, severity(item["cve_level"].word), item["cve_code"].word,
        title: item["cve_code"].word)
      draft.stated = item["cve_level"].word
      draft.add(id: item["cve_code"].text)
      draft.add(cwe: item["cwes"]["cwe_id"].words)
      draft.why = item["content"].word
      let servers = item["servers"].list
      if let first = servers.first {
        draft.subject = .host(first["computer_name"].text, port: nil)
        for server in servers.dropFirst() { draft.also(server["computer_name"].word) }
      }
      if !servers.isEmpty,
        servers.allSatisfy({ $0["ignored"].bool == true || $0["fixed_at"].exists })
      {
        draft.waive("fixed or ignored on every server")
      }
      return draft
    }
    out.each(report.root["security_issues"].list, "security_issues") { item, _ in
      var draft = Draft(
        item["sid"].word ?? item["title"].word, severity(item["level"].word), item["title"].word,
        title: item["title"].word)
      draft.stated = item["level"].word
      draft.why = item["description"].word
      if let first = item["servers"].list.first {
        draft.subject = .host(first["computer_name"].text, port: nil)
      }
      return draft
    }
  }

  private func severity(_ level: String?) -> Severity {
    Severity(word: level?.replacing("level_", with: "")) ?? .info
  }
}
