public import ShrikeMatch
public import ShrikeText

/// A rule set made ready: every rule's expression in one automaton, everything a worker shares.
public final class SecretScanner: Sendable {
  public struct Options: Sendable, Hashable {
    /// Passes of decoding; 0 looks at the text as it is.
    public var decodingDepth = 5
    /// Longer texts are not decoded (each pass needs a copy).
    public var decodingLimit = 16 << 20
    /// Count lines exactly as gitleaks does, the last line's quirk included.
    public var gitleaksLines = false

    public init() {}
  }

  public let set: SecretRuleSet
  public let options: Options
  public var rules: [SecretRule] { self.set.rules }
  /// Rules in the order they speak: by specificity, then as written.
  let order: [Int]
  let automaton: PatternSet?
  let widths: [Int?]
  /// Rules the automaton cannot hold: looked for in every text.
  let unindexed: [Int]
  let isUnindexed: [Bool]
  /// Rules about paths alone.
  let pathOnly: [Int]
  /// For each rule the indices of those it requires.
  let required: [[Int]]

  /// `automaton`: one that was compiled before from the same rules, out of a cache.
  public init(
    _ set: SecretRuleSet, options: Options = Options(), automaton cached: CompiledAutomaton? = nil
  ) throws(EngineError) {
    self.set = set
    self.options = options
    let compiled: CompiledAutomaton
    if let cached { compiled = cached } else { compiled = try CompiledAutomaton.compile(set) }
    automaton = compiled.set
    widths = set.rules.map { $0.pattern?.maxWidth }
    let refused = Set(compiled.refused)
    unindexed = set.rules.indices.filter {
      set.rules[$0].pattern.map { $0.automatonSource == nil } ?? false || refused.contains($0)
    }
    var flags = [Bool](repeating: false, count: set.rules.count)
    for index in unindexed { flags[index] = true }
    isUnindexed = flags
    pathOnly = set.rules.indices.filter {
      set.rules[$0].pattern == nil && set.rules[$0].path != nil
    }
    let position = Dictionary(
      set.rules.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { _, b in b })
    required = set.rules.map { $0.required.compactMap { position[$0.rule] } }
    order =
      set.dialect == .gitleaks
      ? Array(set.rules.indices)
      : set.rules.indices.sorted {
        let (a, b) = (set.rules[$0].specificity, set.rules[$1].specificity)
        return a != b ? a > b : $0 < $1
      }
  }

  public func makeWorker() throws(EngineError) -> SecretWorker { try SecretWorker(self) }
}

/// The automaton of a rule set, and the rules it could not take.
public struct CompiledAutomaton: Sendable {
  public var set: PatternSet?
  public var refused: [Int]

  public init(set: PatternSet?, refused: [Int]) {
    self.set = set
    self.refused = refused
  }

  /// The expressions as the automaton takes them: what a cached one must have been made from.
  public static func entries(_ set: SecretRuleSet) -> [PatternSet.Entry] {
    set.rules.enumerated().compactMap { index, rule in
      rule.pattern?.automatonSource.map { PatternSet.Entry(id: UInt32(index), source: $0) }
    }
  }

  public static func compile(_ set: SecretRuleSet) throws(EngineError) -> CompiledAutomaton {
    let (compiled, refused) = try PatternSet.compile(entries(set))
    return CompiledAutomaton(set: compiled, refused: refused.map(Int.init))
  }
}
