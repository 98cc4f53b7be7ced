import ShrikeFormats
import ShrikeModel

/// Trivy's JSON of images, file systems and clusters: packages, settings, secrets, licences.
struct TrivyReader: ReportReader {
  let name = "trivy"
  let title = "Trivy"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    if root.has("SchemaVersion", "ArtifactName") || root.has("ClusterName") { return .certain }
    if root.isObject, root["Results"][0].has("Target", "Class") { return .certain }
    let first = root[0]
    return .certain(first.has("Target") && (first.has("Vulnerabilities") || first.has("Type")))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root
    if root.isList {
      for result in root.list { read(result, image: nil, into: &out) }
      return
    }
    out.toolVersion = root["Trivy"]["Version"].word
    let isImage = root["ArtifactType"].text == "container_image"
    for result in root["Results"].list {
      read(result, image: isImage ? root["ArtifactName"].word : nil, into: &out)
    }
    // Of a cluster: one report a resource.
    for list in ["Vulnerabilities", "Misconfigurations", "Resources"] {
      for resource in root[list].list {
        let name = [resource["Kind"].word, resource["Name"].word].compactMap { $0 }
          .joined(separator: "/")
        for result in resource["Results"].list {
          read(result, image: nil, resource: name, into: &out)
        }
      }
    }
  }

  private func read(
    _ result: ReportPart, image: String?, resource: String? = nil, into out: inout ReportCollector
  ) {
    let target = result["Target"].word
    for item in result["Vulnerabilities"].list {
      out.add(weakness(item, target, image))
    }
    for item in result["Misconfigurations"].list where item["Status"].text != "PASS" {
      out.add(setting(item, target, resource, result["Class"].word))
    }
    for item in result["Secrets"].list {
      var draft = Draft(
        item["RuleID"].word, severity(item["Severity"].word), "\(item["Title"].text) found",
        title: item["Title"].word, at: target, item["StartLine"].int)
      draft.stated = item["Severity"].word
      draft.endLine = item["EndLine"].int
      draft.subject = .secret
      draft.cwes = [798]
      out.add(draft)
    }
    for item in result["Licenses"].list {
      var draft = Draft(
        item["Name"].word, severity(item["Severity"].word),
        "\(item["PkgName"].word ?? item["FilePath"].text) is under \(item["Name"].text)",
        title: "\(item["Category"].text) licence", at: item["FilePath"].word ?? target)
      draft.stated = item["Severity"].word
      if let package = item["PkgName"].word { draft.subject = .package(.init(name: package)) }
      draft.link = item["Link"].word
      out.add(draft)
    }
  }

  private func weakness(_ item: ReportPart, _ target: String?, _ image: String?) -> Draft {
    // The score of the source whose severity is shown, where it gives one.
    let scores = item["CVSS"][item["SeveritySource"].text]
    let score = scores["V3Score"].double ?? scores["V2Score"].double
    let stated = severity(item["Severity"].word)
    let purl = item["PkgIdentifier"]["PURL"].word
    var draft = Draft(
      weakness: item["VulnerabilityID"].word, in: item["PkgName"].word,
      item["InstalledVersion"].word, score.map { Severity(score: $0) } ?? stated,
      title: item["Title"].word, purl: purl, at: item["PkgPath"].word ?? target)
    draft.stated = item["Severity"].word
    if let image { draft.subject = .image(image, draft.package) }
    draft.add(cwe: item["CweIDs"].words)
    draft.why = item["Description"].word
    draft.link = item["PrimaryURL"].word
    draft.remedy = item["FixedVersion"].word.map { "Update to \($0)." }
    draft.fact("fixed-version", item["FixedVersion"].word)
    draft.fact("status", item["Status"].word)
    return draft
  }

  private func setting(
    _ item: ReportPart, _ target: String?, _ resource: String?, _ kind: String?
  ) -> Draft {
    let cause = item["CauseMetadata"]
    var draft = Draft(
      item["ID"].word, severity(item["Severity"].word), item["Message"].word,
      title: item["Title"].word, at: target, cause["StartLine"].int)
    draft.stated = item["Severity"].word
    draft.endLine = cause["EndLine"].int
    draft.why = item["Description"].word
    draft.remedy = item["Resolution"].word
    draft.link = item["PrimaryURL"].word
    if let id = item["AVDID"].word { draft.add(id: id) }
    if let name = cause["Resource"].word ?? resource { draft.subject = .resource(name) }
    return draft
  }

  private func severity(_ word: String?) -> Severity { Severity(word: word) ?? .info }
}

extension Draft {
  /// The package that it is about.
  var package: Finding.Package? {
    switch subject {
    case .package(let package): package
    case .image(_, let package): package
    default: nil
    }
  }
}
