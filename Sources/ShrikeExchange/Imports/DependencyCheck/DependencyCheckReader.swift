import ShrikeFormats
import ShrikeModel

/// OWASP Dependency-Check's XML.
struct DependencyCheckReader: ReportReader {
  let name = "dependency_check"
  let title = "OWASP Dependency-Check"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.xml.name == "analysis" && report.xml["dependencies"].exists)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.xml["scanInfo"]["engineVersion"].word
    for dependency in report.xml["dependencies"].all("dependency") {
      read(dependency, dependency, into: &out)
      for related in dependency["relatedDependencies"].all("relatedDependency") {
        read(dependency, related, into: &out)
      }
    }
  }

  /// The weaknesses of a dependency, where it stands or where a related one does.
  private func read(
    _ dependency: XMLElement, _ place: XMLElement, into out: inout ReportCollector
  ) {
    let package = package(place["identifiers"].exists ? place : dependency)
    let file = place["fileName"].word ?? place["filePath"].word
    let vulnerabilities = dependency["vulnerabilities"]
    for (list, isSuppressed) in [("vulnerability", false), ("suppressedVulnerability", true)] {
      for item in vulnerabilities.all(list) {
        let id = item["name"].word
        var draft = Draft(
          weakness: id, in: package?.name ?? file, package?.version, severity(item),
          purl: package?.purl, at: file)
        draft.stated = item["severity"].word
        draft.why = item["description"].word
        draft.add(cwe: item["cwes"].all("cwe").map(\.text) + [item["cwe"].text])
        draft.link = item["references"]["reference"]["url"].word
        draft.fact("file", place["filePath"].word)
        if isSuppressed { draft.waive(item["notes"].word, source: .ignoreFile) }
        out.add(draft)
      }
    }
  }

  private func severity(_ item: XMLElement) -> Severity {
    let word = item["severity"].word
    if let severity = Severity(word: word), word?.lowercased() != "unknown" { return severity }
    let score =
      item["cvssV3"]["baseScore"].word ?? item["cvssV2"]["score"].word
      ?? item["cvssScore"].word
    return score.flatMap { Double($0) }.map { Severity(score: $0) } ?? .medium
  }

  private func package(_ element: XMLElement) -> Finding.Package? {
    let identifiers = element["identifiers"]
    if let purl = identifiers["package"]["id"].word, purl.hasPrefix("pkg:") {
      return PackageURL(purl).package
    }
    // Before version 5: `group:artifact:version`.
    for identifier in identifiers.all("identifier") where identifier.attribute("type") == "maven" {
      let parts = identifier["name"].text.split(separator: ":").map(String.init)
      if parts.count == 3 {
        return Finding.Package(name: "\(parts[0]):\(parts[1])", version: parts[2])
      }
    }
    return nil
  }
}
