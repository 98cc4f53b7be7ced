import ShrikeFormats
import ShrikeModel

/// Weaknesses of a CycloneDX bill of materials, JSON and XML, those of the extension of version 1.3
/// and older included. What an analysis found harmless is suppressed.
struct CycloneDXReader: ReportReader {
  let name = "cyclonedx"
  let title = "CycloneDX"

  func recognize(_ report: ReportContent) -> Recognition {
    if report.xml.name == "bom" { return .certain }
    return .certain(report.root["bomFormat"].text == "CycloneDX")
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    report.xml.exists ? readXML(report.xml, into: &out) : readJSON(report.root, into: &out)
  }

  private func readJSON(_ root: ReportPart, into out: inout ReportCollector) {
    var packages: [String: Finding.Package] = [:]
    var open = [root["metadata"]["component"]] + root["components"].list
    while let part = open.popLast() {
      let package = Finding.Package(
        name: part["name"].text, version: part["version"].word, purl: part["purl"].word)
      for key in [part["bom-ref"].word, part["purl"].word].compactMap({ $0 }) {
        packages[key] = package
      }
      open += part["components"].list
    }
    for (index, item) in root["vulnerabilities"].list.enumerated() {
      guard item.isObject else {
        out.skip("vulnerabilities[\(index)]", "it is no object")
        continue
      }
      let references = item["affects"].list.compactMap { $0["ref"].word }
      for reference in references.isEmpty ? [""] : references {
        let package =
          packages[reference] ?? (reference.hasPrefix("pkg:") ? PackageURL(reference).package : nil)
        var draft = Draft(
          weakness: item["id"].word, in: package?.name, package?.version, severity(item["ratings"]),
          purl: package?.purl)
        draft.stated = item["ratings"].list.lazy.compactMap { $0["severity"].word }.first
        for other in item["references"].list { draft.add(id: other["id"].text) }
        draft.cwes = item["cwes"].list.compactMap(\.int)
        draft.why = item.word("description", "detail")
        draft.remedy = item["recommendation"].word
        draft.link = item["source"]["url"].word
        if package == nil, !reference.isEmpty { draft.subject = .package(.init(name: reference)) }
        analysis(item["analysis"]["state"].word, item["analysis"]["detail"].word, &draft)
        out.add(draft)
      }
    }
  }

  private func severity(_ ratings: ReportPart) -> Severity {
    for rating in ratings.list {
      if let word = rating["severity"].word, let known = Severity(word: word) { return known }
    }
    for rating in ratings.list {
      if let score = rating["score"].double ?? CVSS.score(rating["vector"].word) {
        return Severity(score: score)
      }
    }
    return .medium
  }

  private func analysis(_ state: String?, _ detail: String?, _ draft: inout Draft) {
    switch state {
    case "resolved", "resolved_with_pedigree", "not_affected", "false_positive":
      draft.waive(detail ?? state, source: .vex)
    default: break
    }
  }

  private func readXML(_ root: XMLElement, into out: inout ReportCollector) {
    var packages: [String: Finding.Package] = [:]
    for part in root.descendants("component") {
      let package = Finding.Package(
        name: part["name"].text, version: part["version"].word, purl: part["purl"].word)
      for key in [part.attribute("bom-ref"), part["purl"].word].compactMap({ $0 }) {
        packages[key] = package
      }
      // The extension puts weaknesses into their component.
      for item in part["vulnerabilities"].all("vulnerability") { add(item, [package], into: &out) }
    }
    for item in root["vulnerabilities"].all("vulnerability") {
      var references = item["affects"].all("target").compactMap { $0["ref"].word }
      if let reference = item.attribute("ref") { references.append(reference) }
      add(
        item,
        references.isEmpty
          ? [nil]
          : references.map {
            packages[$0] ?? ($0.hasPrefix("pkg:") ? PackageURL($0).package : .init(name: $0))
          },
        into: &out)
    }
  }

  private func add(
    _ item: XMLElement, _ packages: [Finding.Package?], into out: inout ReportCollector
  ) {
    let ratings = item["ratings"].all("rating")
    let word = ratings.lazy.compactMap { $0["severity"].word }.first
    let score = ratings.lazy.compactMap { $0["score"]["base"].word ?? $0["score"].word }.first
    let severity =
      Severity(word: word) ?? score.flatMap { Double($0) }.map { Severity(score: $0) } ?? .medium
    for package in packages {
      var draft = Draft(
        weakness: item["id"].word, in: package?.name, package?.version, severity,
        purl: package?.purl)
      draft.stated = word
      for other in item["references"].all("reference") { draft.add(id: other["id"].text) }
      for cwe in item["cwes"].all("cwe") { draft.add(cwe: Int(cwe.text)) }
      draft.why = item["description"].word ?? item["detail"].word
      draft.remedy =
        item["recommendation"].word
        ?? item["recommendations"]["recommendation"].word
      draft.link = item["source"]["url"].word
      analysis(item["analysis"]["state"].word, item["analysis"]["detail"].word, &draft)
      out.add(draft)
    }
  }
}
