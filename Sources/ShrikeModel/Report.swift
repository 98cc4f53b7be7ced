public import ShrikeText

/// One scan, whole: the value that every report format is written from and `shrike.report/1` is the text of.
public struct Report: Sendable {
  public struct Target: Sendable, Hashable {
    /// What was asked for, as the person wrote it.
    public var path: String
    /// `work-tree`, `history`, `staged`, `range`, `file`, `stdin`.
    public var kind: String
    public var repository: String?
    public var ref: String?
    public var commit: String?
    /// Folder inside the repository that the scan was limited to, `` for all of it.
    public var scope: String
    public var range: String?

    public init(
      path: String, kind: String, repository: String? = nil, ref: String? = nil,
      commit: String? = nil, scope: String = "", range: String? = nil
    ) {
      self.path = path
      self.kind = kind
      self.repository = repository
      self.ref = ref
      self.commit = commit
      self.scope = scope
      self.range = range
    }
  }

  public struct RuleSet: Sendable, Hashable {
    public var engine: String
    /// `secrets` for the built-in pack, else the path that was given.
    public var name: String
    public var format: String
    public var rules: Int
    /// SHA-256 of the rule files, hexadecimal.
    public var digest: String

    public init(engine: String, name: String, format: String, rules: Int, digest: String) {
      self.engine = engine
      self.name = name
      self.format = format
      self.rules = rules
      self.digest = digest
    }
  }

  public var target: Target
  public var toolVersion: String
  /// RFC 3339, UTC.
  public var startedAt: String
  public var seconds: Double
  public var ruleSets: [RuleSet]
  /// The rules that any finding names, by id.
  public var rules: [RuleInfo]
  /// Open findings, most severe first, then by place.
  public var findings: [Finding]
  public var suppressed: [Finding]
  public var coverage: [Coverage]
  public var diagnostics: [Diagnostic]
  public var verdict: Verdict
  /// How identities were keyed: `environment`, `repository`, `fixed`.
  public var identityKey: String
  /// Ended before it was through (Ctrl-C, a limit): what is here is true, what is not here is unknown.
  public var partial: Bool
  /// What the gate was told, and what each policy answered; nil and empty where it was not asked.
  public var gate: GateFacts?
  public var policies: [PolicyAnswer] = []

  public init(
    target: Target, toolVersion: String, startedAt: String, seconds: Double,
    ruleSets: [RuleSet], rules: [RuleInfo], findings: [Finding], suppressed: [Finding],
    coverage: [Coverage], diagnostics: [Diagnostic], verdict: Verdict, identityKey: String,
    partial: Bool = false
  ) {
    self.target = target
    self.toolVersion = toolVersion
    self.startedAt = startedAt
    self.seconds = seconds
    self.ruleSets = ruleSets
    self.rules = rules
    self.findings = findings
    self.suppressed = suppressed
    self.coverage = coverage
    self.diagnostics = diagnostics
    self.verdict = verdict
    self.identityKey = identityKey
    self.partial = partial
  }

  public func rule(_ id: String) -> RuleInfo? { rules.first { $0.id == id } }
}
