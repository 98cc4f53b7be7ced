/// What is known of a rule without running it: the data of `rules list`, `explain` and SARIF's `rules`.
public struct RuleInfo: Sendable, Hashable {
  /// `<pack>/<id>`, stable.
  public var id: String
  /// A noun phrase: what it finds.
  public var title: String
  /// Why it matters, one or two sentences.
  public var why: String?
  /// What to do now.
  public var remedy: String?
  public var severity: Severity
  public var statedSeverity: String?
  public var confidence: Confidence
  public var engine: String
  public var tags: [String]
  /// `CWE-798` and the like.
  public var taxonomies: [Taxonomy]
  public var aliases: [String]
  public var documentation: String?

  public init(
    id: String, title: String, why: String? = nil, remedy: String? = nil, severity: Severity,
    statedSeverity: String? = nil, confidence: Confidence = .medium, engine: String,
    tags: [String] = [], taxonomies: [Taxonomy] = [], aliases: [String] = [],
    documentation: String? = nil
  ) {
    self.id = id
    self.title = title
    self.why = why
    self.remedy = remedy
    self.severity = severity
    self.statedSeverity = statedSeverity
    self.confidence = confidence
    self.engine = engine
    self.tags = tags
    self.taxonomies = taxonomies
    self.aliases = aliases
    self.documentation = documentation
  }

  /// The id without its pack.
  public var bareID: String {
    id.firstIndex(of: "/").map { String(id[id.index(after: $0)...]) } ?? id
  }
}

/// An entry of a public catalogue: `CWE` `798`.
public struct Taxonomy: Sendable, Hashable {
  public var catalogue: String
  public var id: String

  public init(_ catalogue: String, _ id: String) {
    self.catalogue = catalogue
    self.id = id
  }

  public static let hardcodedCredentials = Taxonomy("CWE", "798")
}
