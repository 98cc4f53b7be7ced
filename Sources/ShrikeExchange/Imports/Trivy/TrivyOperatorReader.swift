import ShrikeFormats
import ShrikeModel

/// The Trivy operator's resources of a cluster, one, a list, or a mapping of lists.
struct TrivyOperatorReader: ReportReader {
  let name = "trivy_operator"
  let title = "Trivy Operator"

  private func isResource(_ part: ReportPart) -> Bool {
    part["apiVersion"].text.hasPrefix("aquasecurity.github.io/")
  }

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    if isResource(root) || isResource(root[0]) || isResource(root["items"][0]) { return .certain }
    return .certain(root.entries.contains { $0.key.hasSuffix(".aquasecurity.github.io") })
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root
    if root.isList || isResource(root) {
      for part in root.each { read(part, into: &out) }
    } else if root["items"].isList {
      for part in root["items"].list { read(part, into: &out) }
    } else {
      for (_, list) in root.entries { for part in list.list { read(part, into: &out) } }
    }
  }

  private func read(_ part: ReportPart, into out: inout ReportCollector) {
    let labels = part["metadata"]["labels"]
    let kind = labels["trivy-operator.resource.kind"].text
    let name = labels["trivy-operator.resource.name"].text
    let resource = kind.isEmpty ? part["metadata"]["name"].text : "\(kind)/\(name)"
    let report = part["report"]
    let artifact = report["artifact"]
    let image = artifact["repository"].word.map { "\($0):\(artifact["tag"].text)" } ?? resource
    for item in report["vulnerabilities"].list {
      let package = Finding.Package(
        name: item["resource"].text, version: item["installedVersion"].word,
        purl: item["packagePURL"].word)
      var draft = Draft(
        weakness: item["vulnerabilityID"].word, in: package.name, package.version,
        Severity(word: item["severity"].word) ?? .info, title: item["title"].word,
        at: item["packagePath"].word ?? item["target"].word)
      draft.subject = .image(image, package)
      draft.stated = item["severity"].word
      draft.link = item["primaryLink"].word
      draft.remedy = item["fixedVersion"].word.map { "Update to \($0)." }
      draft.fact("resource", resource)
      out.add(draft)
    }
    for item in report["checks"].list where item["success"].bool != true {
      out.add(check(item, resource, nil))
    }
    for item in report["secrets"].list {
      var draft = Draft(
        item["ruleID"].word, Severity(word: item["severity"].word) ?? .info,
        "\(item["title"].text) found", title: item["title"].word, at: item["target"].word)
      draft.subject = .secret
      draft.stated = item["severity"].word
      draft.fact("image", image)
      out.add(draft)
    }
    readCompliance(part, into: &out)
  }

  private func check(_ item: ReportPart, _ resource: String, _ stated: String?) -> Draft {
    let word = item["severity"].word ?? stated
    var draft = Draft(
      item["checkID"].word, Severity(word: word) ?? .info, item["messages"].words.first,
      title: item["title"].word)
    draft.stated = word
    draft.why = item["description"].word
    draft.remedy = item["remediation"].word
    draft.add(
      id:
        "AVD-\(item["checkID"].text.hasPrefix("AVD-") ? String(item["checkID"].text.dropFirst(4)) : item["checkID"].text)"
    )
    draft.subject = .resource(item["target"].word ?? resource)
    return draft
  }

  private func readCompliance(_ part: ReportPart, into out: inout ReportCollector) {
    let status = part["status"]
    for control in status["detailReport"]["results"].list {
      for item in control["checks"].list where item["success"].bool != true {
        out.add(check(item, control["name"].text, control["severity"].word))
      }
    }
    for control in status["summaryReport"]["controlCheck"].list {
      guard let count = control["totalFail"].int, count > 0 else { continue }
      var draft = Draft(
        control["id"].word, Severity(word: control["severity"].word) ?? .info,
        "\(control["name"].text): \(count) failed", title: control["name"].word)
      draft.stated = control["severity"].word
      draft.subject = .resource(part["metadata"]["name"].text)
      out.add(draft)
    }
  }
}
