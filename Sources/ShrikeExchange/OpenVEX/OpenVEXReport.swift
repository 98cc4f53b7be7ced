import ShrikeFormats
public import ShrikeModel
public import ShrikeText

/// OpenVEX 0.2.0 of what was decided about known weaknesses of packages and images
/// (<https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md>).
///
/// An open finding makes no statement, since nobody has said anything about it; nor does what only a baseline knows.
/// Where nothing was decided the list of statements is empty. Readers take that, while the schema asks for one
/// statement at least.
public struct OpenVEXReport: Reporter {
  public static let id = "openvex"
  public static let summary = "OpenVEX 0.2.0: what was decided about weaknesses of packages"

  static let context = "https://openvex.dev/ns/v0.2.0"

  public init() {}

  /// What is said of one weakness, and of which products.
  private struct Statement: Hashable {
    var name: String
    var aliases: [String]
    var description: String?
    var decision: WeaknessDecision
    var notes: String?
  }

  public func write(_ report: Report, to out: inout some ByteSink) throws(EngineError) {
    var order: [Statement] = []
    var products: [Statement: [PackageWeakness.Component]] = [:]
    for finding in report.suppressed {
      guard let decision = finding.weaknessDecision else { continue }
      for weakness in finding.packageWeaknesses {
        let statement = Statement(
          name: weakness.name, aliases: weakness.aliases,
          description: report.rule(finding.rule)?.title, decision: decision,
          notes: finding.decisionNotes)
        if products[statement] == nil { order.append(statement) }
        if products[statement]?.contains(weakness.component) == true { continue }
        products[statement, default: []].append(weakness.component)
      }
    }
    var json = JSONWriter(pretty: true)
    json.beginObject()
    json.field("@context", Self.context)
    json.field("@id", identifier(report, order, products))
    json.field("author", author(report))
    json.field("timestamp", (Moment(report.startedAt)?.text ?? "1970-01-01T00:00:00") + "Z")
    json.field("version", 1)
    json.field("tooling", "Shrike \(report.toolVersion)")
    json.key("statements")
    json.beginArray()
    for statement in order {
      json.object { write(statement, products[statement] ?? [], &$0) }
      try json.drain(to: &out)
    }
    json.endArray()
    json.endObject()
    try json.finish(to: &out)
  }

  private func write(
    _ statement: Statement, _ products: [PackageWeakness.Component], _ json: inout JSONWriter
  ) {
    json.object("vulnerability") {
      $0.field("name", statement.name)
      $0.field("description", ifAny: statement.description)
      $0.field("aliases", ifAny: statement.aliases)
    }
    json.array("products", products) { json, product in json.object { component(product, &$0) } }
    switch statement.decision {
    case .notAffected(.justification(let justification)):
      json.field("status", "not_affected")
      json.field("justification", justification.rawValue)
    case .notAffected(.impact(let words)):
      json.field("status", "not_affected")
      json.field("impact_statement", words)
    case .fixed: json.field("status", "fixed")
    case .affected(let action):
      json.field("status", "affected")
      json.field("action_statement", action)
    }
    json.field("status_notes", ifAny: statement.notes)
  }

  /// A package is the product itself; in an image it is a part of that.
  private func component(_ component: PackageWeakness.Component, _ json: inout JSONWriter) {
    guard let image = component.image else { return identify(component.purl, &json) }
    identify(ImageReference(image).purl, &json)
    guard let package = component.package else { return }
    json.array("subcomponents", CollectionOfOne(package.address)) { json, purl in
      json.object { identify(purl, &$0) }
    }
  }

  private func identify(_ purl: String, _ json: inout JSONWriter) {
    json.field("@id", purl)
    json.object("identifiers") { $0.field("purl", purl) }
  }

  /// Whoever answers for all of it; a document with several owners has no single author.
  private func author(_ report: Report) -> String {
    let owners = Set(
      report.suppressed.filter { !$0.packageWeaknesses.isEmpty && $0.weaknessDecision != nil }
        .map { $0.waivers.lazy.compactMap(\.owner).first })
    guard owners.count == 1, let owner = owners.first ?? nil else { return "Unknown Author" }
    return owner
  }

  private func identifier(
    _ report: Report, _ statements: [Statement],
    _ products: [Statement: [PackageWeakness.Component]]
  ) -> String {
    var id = ContentUUID()
    id.add(report.target.name)
    id.add(report.startedAt)
    for statement in statements {
      id.add("\(statement.name) \(statement.decision) \(statement.notes ?? "")")
      for product in products[statement] ?? [] { id.add("\(product.image ?? "") \(product.purl)") }
    }
    return id.urn
  }
}

extension Report.Target {
  /// What was scanned: the repository's address without a password in it, else the path.
  var name: String {
    if let repository, !repository.isEmpty { return repository.withoutUserInfo }
    return path
  }
}
