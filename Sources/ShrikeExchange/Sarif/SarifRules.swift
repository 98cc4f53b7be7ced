import ShrikeFormats
import ShrikeModel

/// The rules and catalogues a run names: SARIF's `tool.driver` and `taxonomies`.
struct SarifRules {
  /// Every rule that a finding names, known or not.
  private let rules: [RuleInfo]
  /// Where a rule stands in `tool.driver.rules`.
  let index: [String: Int]
  /// Entries by catalogue, both sorted.
  private let catalogues: [(name: String, ids: [String])]

  init(_ report: Report) {
    var rules = report.rules
    var index: [String: Int] = [:]
    for (position, rule) in rules.enumerated() where index[rule.id] == nil {
      index[rule.id] = position
    }
    for finding in report.findings + report.suppressed where index[finding.rule] == nil {
      index[finding.rule] = rules.count
      rules.append(
        RuleInfo(
          id: finding.rule, title: finding.message, severity: finding.severity, engine: "",
          taxonomies: finding.taxonomies))
    }
    self.rules = rules
    self.index = index
    var ids: [String: Set<String>] = [:]
    for taxonomy in rules.flatMap(\.taxonomies) {
      ids[taxonomy.catalogue, default: []].insert(taxonomy.id)
    }
    catalogues = ids.sorted { $0.key < $1.key }.map {
      ($0.key, $0.value.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) })
    }
  }

  func driver(_ report: Report, _ json: inout JSONWriter) {
    json.field("name", "Shrike")
    json.field("semanticVersion", report.toolVersion)
    json.field("version", report.toolVersion)
    json.array("rules", rules) { json, rule in json.object { descriptor(rule, &$0) } }
    json.array("notifications", SarifNotifications(report).descriptors) { json, id in
      json.object { $0.field("id", id) }
    }
    if !catalogues.isEmpty {
      json.array("supportedTaxonomies", catalogues) { json, catalogue in
        json.object { $0.field("name", catalogue.name) }
      }
    }
  }

  func taxonomies(_ json: inout JSONWriter) {
    guard !catalogues.isEmpty else { return }
    json.array("taxonomies", catalogues) { json, catalogue in
      json.object { json in
        json.field("name", catalogue.name)
        json.array("taxa", catalogue.ids) { json, id in
          json.object {
            $0.field("id", id)
            $0.field("helpUri", ifAny: Taxonomy(catalogue.name, id).address)
          }
        }
      }
    }
  }

  private func descriptor(_ rule: RuleInfo, _ json: inout JSONWriter) {
    json.field("id", rule.id)
    if !rule.aliases.isEmpty { json.field("deprecatedIds", unique(rule.aliases)) }
    json.object("shortDescription") { $0.field("text", rule.title) }
    json.object("fullDescription") { $0.field("text", rule.why ?? rule.title) }
    json.object("help") {
      $0.field("text", help(rule, markdown: false))
      $0.field("markdown", help(rule, markdown: true))
    }
    if let address = rule.documentation?.webAddress {
      json.field("helpUri", percentEncoded(address, keeping: ":/?#[]@%"))
    }
    json.object("defaultConfiguration") { $0.field("level", rule.severity.sarifLevel) }
    if !rule.taxonomies.isEmpty {
      json.array("relationships", rule.taxonomies) { json, taxonomy in
        json.object {
          $0.object("target") {
            $0.field("id", taxonomy.id)
            $0.object("toolComponent") { $0.field("name", taxonomy.catalogue) }
          }
          $0.field("kinds", ["superset"])
        }
      }
    }
    json.object("properties") {
      let catalogued = rule.taxonomies.filter { $0.catalogue == "CWE" }
        .map { "external/cwe/cwe-\($0.id)" }
      $0.field(
        "tags", Array(unique(["security"] + catalogued + rule.tags).prefix(SarifReport.tagLimit)))
      $0.field("security-severity", Words.fixed(rule.severity.score, 1))
      $0.field("precision", rule.confidence.rawValue)
      $0.field("problem.severity", rule.severity.problemSeverity)
      if !rule.engine.isEmpty { $0.field("engine", rule.engine) }
    }
  }

  /// Rules are plain text; in Markdown nothing of them may act as markup.
  private func help(_ rule: RuleInfo, markdown: Bool) -> String {
    func heading(_ text: String) -> String { markdown ? "**\(text)** " : "\(text) " }
    func prose(_ text: String) -> String { markdown ? MarkdownText.inline(text) : text }
    var parts = [prose(rule.title) + (rule.title.hasSuffix(".") ? "" : ".")]
    if let why = rule.why { parts.append(heading("Why it matters.") + prose(why)) }
    if let remedy = rule.remedy { parts.append(heading("What to do.") + prose(remedy)) }
    let waive = "shrike:allow \(rule.id) <reason>"
    parts.append(
      heading("To waive a line,")
        + "end it with the comment \(markdown ? MarkdownText.code(waive) : waive).")
    if let address = rule.documentation?.webAddress {
      let safe = percentEncoded(address, keeping: ":?#[]@%").substituting(")", with: "%29")
      parts.append(markdown ? "[Documentation](\(safe))" : address)
    }
    return parts.joined(separator: "\n\n")
  }

  private func unique(_ values: [String]) -> [String] {
    var seen: Set<String> = []
    return values.filter { seen.insert($0).inserted }
  }
}

extension Severity {
  fileprivate var problemSeverity: String {
    switch self {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "recommendation"
    }
  }
}
