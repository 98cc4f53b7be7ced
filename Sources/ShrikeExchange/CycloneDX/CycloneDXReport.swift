import ShrikeFormats
public import ShrikeModel
public import ShrikeText

/// CycloneDX 1.6: the packages and images that findings are about, their known weaknesses, and what was decided about
/// each (<https://cyclonedx.org/docs/1.6/json/>).
///
/// It is no full bill of materials: a package without a finding is not in it. The serial number follows from the
/// content.
public struct CycloneDXReport: Reporter {
  public static let id = "cyclonedx"
  public static let summary = "CycloneDX 1.6: weaknesses of packages and images, with analysis"

  private static let targetReference = "shrike:target"

  public init() {}

  private struct Entry {
    var weakness: PackageWeakness
    var finding: Finding
  }

  public func write(_ report: Report, to out: inout some ByteSink) throws(EngineError) {
    let entries = (report.findings + report.suppressed).flatMap { finding in
      finding.packageWeaknesses.map { Entry(weakness: $0, finding: finding) }
    }
    var json = JSONWriter(pretty: true)
    json.beginObject()
    json.field("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
    json.field("bomFormat", "CycloneDX")
    json.field("specVersion", "1.6")
    json.field("serialNumber", serialNumber(report, entries))
    json.field("version", 1)
    json.object("metadata") { metadata(report, &$0) }
    components(entries, &json)
    try json.drain(to: &out)
    json.key("vulnerabilities")
    json.beginArray()
    for entry in entries {
      json.object { vulnerability(entry, report, &$0) }
      try json.drain(to: &out)
    }
    json.endArray()
    json.endObject()
    try json.finish(to: &out)
  }

  private func serialNumber(_ report: Report, _ entries: [Entry]) -> String {
    var id = ContentUUID()
    for text in [report.target.name, report.target.commit ?? "", report.startedAt] { id.add(text) }
    for entry in entries {
      id.add("\(entry.weakness.name) \(reference(entry.weakness.component))")
      id.add("\(entry.finding.identity.value) \(entry.finding.decisionNotes ?? "")")
    }
    return id.urn
  }

  private func metadata(_ report: Report, _ json: inout JSONWriter) {
    json.field("timestamp", (Moment(report.startedAt)?.text ?? "1970-01-01T00:00:00") + "Z")
    json.object("tools") { json in
      json.array("components", CollectionOfOne(report.toolVersion)) { json, version in
        json.object {
          $0.field("type", "application")
          $0.field("name", "Shrike")
          $0.field("version", version)
        }
      }
    }
    json.object("component") {
      $0.field("type", "application")
      $0.field("bom-ref", Self.targetReference)
      $0.field("name", report.target.name)
      $0.field("version", ifAny: report.target.commit)
    }
  }

  // MARK: components

  /// Packages by themselves, and images with theirs inside, each once.
  private func components(_ entries: [Entry], _ json: inout JSONWriter) {
    var seen: Set<String> = []
    var images: [String] = []
    var inside: [String: [Finding.Package]] = [:]
    var packages: [Finding.Package] = []
    for component in entries.map(\.weakness.component) {
      if let image = component.image, inside[image] == nil {
        images.append(image)
        inside[image] = []
      }
      guard let package = component.package, seen.insert(reference(component)).inserted
      else { continue }
      if let image = component.image {
        inside[image]?.append(package)
      } else {
        packages.append(package)
      }
    }
    json.array("components") { json in
      for package in packages {
        json.object { self.package(package, reference(.init(image: nil, package: package)), &$0) }
      }
      for image in images {
        json.object { json in
          let name = ImageReference(image)
          json.field("type", "container")
          json.field("bom-ref", reference(.init(image: image, package: nil)))
          json.field("name", name.repository)
          json.field("version", ifAny: name.digest ?? name.tag)
          json.field("purl", name.purl)
          guard let packages = inside[image], !packages.isEmpty else { return }
          json.array("components", packages) { json, package in
            json.object {
              self.package(package, reference(.init(image: image, package: package)), &$0)
            }
          }
        }
      }
    }
  }

  private func package(
    _ package: Finding.Package, _ reference: String, _ json: inout JSONWriter
  ) {
    json.field("type", "library")
    json.field("bom-ref", reference)
    json.field("name", package.name)
    json.field("version", ifAny: package.version)
    json.field("purl", package.address)
  }

  /// The same package in two images is two components.
  private func reference(_ component: PackageWeakness.Component) -> String {
    guard let image = component.image else { return component.purl }
    let name = ImageReference(image).purl
    return component.package.map { "\(name)#\($0.address)" } ?? name
  }

  // MARK: vulnerabilities

  private func vulnerability(_ entry: Entry, _ report: Report, _ json: inout JSONWriter) {
    let (finding, weakness) = (entry.finding, entry.weakness)
    let rule = report.rule(finding.rule)
    json.field("id", weakness.name)
    json.object("source") { source(of: weakness.name, &$0) }
    if !weakness.aliases.isEmpty {
      json.array("references", weakness.aliases) { json, alias in
        json.object { json in
          json.field("id", alias)
          json.object("source") { source(of: alias, &$0) }
        }
      }
    }
    json.array("ratings", CollectionOfOne(finding.severity)) { json, severity in
      json.object { json in
        json.object("source") { $0.field("name", "Shrike") }
        json.field("severity", severity.rawValue)
        json.field("method", "other")
      }
    }
    let cwes = (finding.taxonomies + (rule?.taxonomies ?? []))
      .filter { $0.catalogue == "CWE" }.compactMap { Int($0.id) }.filter { $0 > 0 }
    if !cwes.isEmpty {
      json.array("cwes", Set(cwes).sorted()) { json, number in json.integer(number) }
    }
    json.field("description", finding.message)
    json.field("detail", ifAny: rule?.why)
    json.field("recommendation", ifAny: finding.remedy ?? rule?.remedy)
    if let address = rule?.documentation?.webAddress {
      json.array("advisories", CollectionOfOne(address)) { json, address in
        json.object { $0.field("url", address.uri) }
      }
    }
    if let decision = finding.weaknessDecision {
      json.object("analysis") { analysis(decision, finding.decisionNotes, &$0) }
    }
    json.array("affects", CollectionOfOne(reference(weakness.component))) { json, reference in
      json.object { $0.field("ref", reference) }
    }
    let facts = [
      ("shrike:rule", finding.rule), ("shrike:identity", finding.identity.value),
      ("shrike:path", finding.places.first?.path ?? ""),
    ]
    json.array("properties", facts) { json, fact in
      json.object {
        $0.field("name", fact.0)
        $0.field("value", fact.1)
      }
    }
  }

  private func source(of id: String, _ json: inout JSONWriter) {
    if id.hasPrefix("CVE-") {
      json.field("name", "NVD")
      json.field("url", "https://nvd.nist.gov/vuln/detail/\(id.uriComponent)")
    } else if id.hasPrefix("GHSA-") {
      json.field("name", "GitHub Advisories")
      json.field("url", "https://github.com/advisories/\(id.uriComponent)")
    } else {
      json.field("name", id.catalogue)
    }
  }

  private func analysis(
    _ decision: WeaknessDecision, _ notes: String?, _ json: inout JSONWriter
  ) {
    var detail = notes
    switch decision {
    case .notAffected(let grounds):
      json.field("state", "not_affected")
      switch grounds {
      case .justification(let justification):
        json.field("justification", ifAny: justification.inCycloneDX)
        detail = [justification.rawValue, notes].compactMap(\.self).joined(separator: "; ")
      case .impact(let words): detail = words
      }
    case .fixed: json.field("state", "resolved")
    case .affected: json.field("state", "exploitable")
    }
    json.field("detail", ifAny: detail)
  }
}

extension WeaknessDecision.Justification {
  /// CycloneDX' word; nil where it has none.
  fileprivate var inCycloneDX: String? {
    switch self {
    case .componentNotPresent, .codeNotPresent: "code_not_present"
    case .codeNotInExecutePath: "code_not_reachable"
    case .codeNotControllable: nil
    case .mitigated: "protected_by_mitigating_control"
    }
  }
}
