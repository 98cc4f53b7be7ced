public import ShrikeFormats
import ShrikeText

/// Checks SARIF 2.1.0: that the file is JSON, that its objects are those of the schema, and that they
/// keep the rules of `rules`, which are those of the SARIF multitool with its numbers, told in our words.
///
/// One pass over the document for the schema and one for the rules; nothing is fetched. Hostile input
/// costs no more than its length: depth, size and the number of problems are bounded.
public struct SarifValidator: Sendable {
  /// Problems beyond are not told.
  public static let problemLimit = 10_000
  /// Levels of nesting; a graph's nodes and a property bag have some.
  public static let depthLimit = 250

  /// The rules to ask, by their ids.
  public var rules: Set<String>
  /// Whether the schema is checked, too.
  public var checksSchema = true
  public var options = Options()

  /// What the rules leave open.
  public struct Options: Sendable {
    /// Properties of a tool of which one must be there (SARIF2005).
    public var versionProperties = ["version", "semanticVersion", "dottedQuadFileVersion"]
    /// Whether a tool must say where one learns more of it (SARIF2005).
    public var requiresInformationURI = true
    /// How many elements GitHub shows (GH1004).
    public var limits = GitHubLimits()
    /// Whether an address answers (SARIF2006); nil: nobody is asked, and the rule says nothing.
    public var isReachable: (@Sendable (String) -> Bool)?

    public init() {}
  }

  public struct GitHubLimits: Sendable {
    public var runs = 5
    public var rules = 1_000
    public var results = 1_000
    public var locations = 10
    public var codeFlows = 100
    public var threadFlowLocations = 100

    public init() {}

    public init(all limit: Int) {
      runs = limit
      rules = limit
      results = limit
      locations = limit
      codeFlows = limit
      threadFlowLocations = limit
    }
  }

  /// All rules, in the order of their ids.
  public static let allRules: [SarifRule] =
    SarifChecks.correctness + SarifChecks.references + SarifChecks.advice
    + SarifChecks.adviceOnResults
    + SarifChecks.gitHub

  /// The ids of the rules that any SARIF file should keep.
  public static let standardRules = Set(allRules.filter { !$0.isGitHubs }.map(\.id))
  /// The ids of the rules that GitHub's code scanning adds.
  public static let gitHubRules = Set(allRules.filter(\.isGitHubs).map(\.id))

  public init(rules: Set<String> = SarifValidator.standardRules) { self.rules = rules }

  /// The problems of a file, in the order of their places.
  public func validate(_ bytes: [UInt8], file: String = "") -> [SarifProblem] {
    var diagnostics = Diagnostics()
    var reader = JSONReader.strict
    reader.limits.depth = Self.depthLimit
    let document = reader.read(
      bytes, FileContext(file, quotes: true), diagnostics: &diagnostics)
    let problems = diagnostics.finish().filter { $0.level == .error }.map { diagnostic in
      SarifProblem(
        rule: "JSON0001", level: .error, message: diagnostic.message, path: "",
        position: SourcePosition(
          line: diagnostic.frame?.line ?? 1, column: diagnostic.frame?.column ?? 1))
    }
    guard let document, problems.isEmpty else { return problems }
    return validate(document)
  }

  /// The problems of a document that has been read already.
  public func validate(_ document: Document) -> [SarifProblem] {
    let schema = SarifSchema.standard
    var sink = SarifSink(document, options)
    var isReadable = true
    if checksSchema {
      var check = SarifSchemaCheck(schema, document, sink)
      check.run()
      isReadable = check.isReadable
      sink = check.sink
    }
    // Rules read a log whose values are what they should be.
    if isReadable {
      let asked = Self.allRules.filter { rules.contains($0.id) }
      if !asked.isEmpty { SarifInspection(schema, asked).run(document.root, &sink) }
    }
    return sink.finish()
  }
}
