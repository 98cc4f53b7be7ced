import ShrikeFormats
import ShrikeModel

/// `composer audit --format=json`.
struct ComposerAuditReader: ReportReader {
  let name = "composer_audit"
  let title = "Composer audit"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    guard root.has("advisories") else { return .none }
    if root.has("abandoned") { return .certain }
    return .certain(root["advisories"].entries.first?.value.each.first?.has("advisoryId") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for (package, list) in report.root["advisories"].entries {
      let items = list.isList ? list.list : list.entries.map(\.value)
      for item in items {
        var draft = Draft(
          weakness: item["cve"].word ?? item["sources"][0]["remoteId"].word
            ?? item["advisoryId"].word,
          in: item["packageName"].word ?? package, nil,
          Severity(word: item["severity"].word) ?? .medium, title: item["title"].word,
          purl: "pkg:composer/\(package)")
        draft.stated = item["severity"].word
        for source in item["sources"].list { draft.add(id: source["remoteId"].text) }
        draft.link = item["link"].word
        draft.fact("vulnerable-versions", item["affectedVersions"].word)
        out.add(draft)
      }
    }
  }
}
