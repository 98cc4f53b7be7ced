import ShrikeFormats
import ShrikeModel

/// Reports of Kubernetes' OpenReports.
struct OpenReportsReader: ReportReader {
  let name = "openreports"
  let title = "OpenReports"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    let first = root["items"].isList ? root["items"][0] : root.isList ? root[0] : root
    return .certain(
      first["apiVersion"].text.hasPrefix("openreports.io/")
        || first["apiVersion"].text.hasPrefix("wgpolicyk8s.io/"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root
    for part in root["items"].isList ? root["items"].list : root.each {
      let whole =
        part["scope"].exists
        ? Self.name(part["scope"]) : "\(part["kind"].text)/\(part["metadata"]["name"].text)"
      out.each(part["results"].list, "results") { item, _ in
        // Kyverno states no severity for policies that have none.
        let levels: [String: Severity] = ["fail": .medium, "warn": .low, "error": .info]
        guard let level = levels[item["result"].text] else { return nil }
        let facts = item["properties"]
        // A report without a scope tells with each result what it is about.
        let resources = item["resources"].list.map(Self.name)
        let scope = resources.first ?? whole
        var draft = Draft(
          item["policy"].word, Severity(word: item["severity"].word) ?? level,
          item["message"].word, title: item["policy"].word)
        draft.stated = item["severity"].word
        for id in CVE.ids(in: item["policy"].text) { draft.add(id: id) }
        let package = facts["pkgName"].word.map {
          Finding.Package(name: $0, version: facts["installedVersion"].word)
        }
        draft.subject = package.map { .package($0) } ?? .resource(scope)
        for resource in resources.dropFirst() { draft.also(resource) }
        draft.fact("resource", scope)
        draft.fact("rule", item["rule"].word)
        draft.link = facts["primaryURL"].word
        draft.remedy = facts["fixedVersion"].word.map { "Update to \($0)." }
        return draft
      }
    }
  }

  /// `Deployment/shop/web`; a resource of the cluster is in no namespace.
  private static func name(_ resource: ReportPart) -> String {
    [resource["kind"], resource["namespace"], resource["name"]].compactMap(\.word)
      .joined(separator: "/")
  }
}
