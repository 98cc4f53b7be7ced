public import ShrikeMatch
public import ShrikeModel

/// One rule for secrets, in the shape that gitleaks, Betterleaks and Shrike's own packs share.
public struct SecretRule: Sendable {
  public var id: String
  public var description = ""
  /// What the secret looks like; nil: the rule is about the file's path alone.
  public var pattern: Pattern?
  /// Only files whose path matches.
  public var path: Pattern?
  /// The group that is the secret; 0: the first group that took part, else the whole match.
  public var secretGroup = 0
  /// The secret's entropy must be above this; 0: any.
  public var entropy = 0.0
  /// Lower case; one of them must occur in the text.
  public var keywords: [[UInt8]] = []
  public var tags: [String] = []
  public var allowlists: [Allowlist] = []
  public var required: [Requirement] = []
  /// Only looked for on behalf of another rule that requires it.
  public var skipReport = false
  /// Of two rules on one line the more specific one speaks (Betterleaks).
  public var specificity = SecretRule.defaultSpecificity
  public var filter: Expression?
  public var checks: [StructureCheck] = []
  public var severity = Severity.high
  public var statedSeverity: String?
  public var confidence = Confidence.medium
  public var why: String?
  public var now: String?
  public var documentation: String?
  public var aliases: [String] = []

  /// Betterleaks' own default.
  public static let defaultSpecificity = 100

  public init(id: String) { self.id = id }

  public func info(pack: String) -> RuleInfo {
    RuleInfo(
      id: "\(pack)/\(id)", title: description.isEmpty ? id : description, why: why, remedy: now,
      severity: severity, statedSeverity: statedSeverity, confidence: confidence,
      engine: "secrets", tags: tags, taxonomies: [.hardcodedCredentials], aliases: aliases,
      documentation: documentation)
  }
}

/// Another rule that must match nearby.
public struct Requirement: Sendable, Hashable {
  public var rule: String
  public var withinLines: Int?
  public var withinColumns: Int?
}

/// What a rule set lets pass. All given kinds must hold (`and`) or any of them (`or`).
public struct Allowlist: Sendable {
  public enum Target: Sendable { case secret, match, line }

  public var description = ""
  public var all = false
  public var commits: Set<String> = []
  public var paths: Pattern?
  public var regexes: Pattern?
  public var target = Target.secret
  public var stopWords: WordSet?
  /// Rules it is for; empty: its rule, or all of them.
  public var targetRules: [String] = []
}

/// Rules that belong together: one file with what it extends, or one pack.
public struct SecretRuleSet: Sendable {
  /// How two findings on one line settle who speaks.
  public enum Dialect: String, Sendable {
    /// A rule whose id holds "generic" yields to any other.
    case gitleaks
    /// The lower `specificity` yields.
    case betterleaks
    /// Betterleaks' way, with Shrike's keys.
    case shrike
  }

  public var name: String
  public var dialect: Dialect
  public var rules: [SecretRule] = []
  public var allowlists: [Allowlist] = []
  /// Looks at the path before anything is read.
  public var prefilter: Expression?
  public var filter: Expression?
  /// The file itself, which is not scanned with its own rules.
  public var file: String?

  public init(name: String, dialect: Dialect) {
    self.name = name
    self.dialect = dialect
  }
}
