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

  /// The part of a rule that most looks end with: a copy of the whole rule costs a count for each of its lists.
  struct Look {
    let pattern: Pattern?
    let path: Pattern?
    let keywords: [[UInt8]]
    /// Whether an allowlist speaks of paths or commits.
    let asksForFile: Bool
    let requires: Bool
    let isReported: Bool

    init(_ rule: SecretRule) {
      pattern = rule.pattern
      path = rule.path
      keywords = rule.keywords
      asksForFile = rule.allowlists.contains { $0.paths != nil || !$0.commits.isEmpty }
      requires = !rule.required.isEmpty
      isReported = !rule.skipReport
    }
  }

  public let set: SecretRuleSet
  public let options: Options
  public var rules: [SecretRule] { self.set.rules }
  /// Rules in the order they speak: by specificity, then as written.
  let order: [Int]
  let automaton: PatternSet?
  let reaches: [Pattern.Reach]
  /// Rules the automaton cannot hold: looked for in every text.
  let unindexed: [Int]
  let isUnindexed: [Bool]
  /// By rule, what is asked wherever the automaton reports something.
  let looks: [Look]
  /// Rules that yield to others in gitleaks' way.
  let isGeneric: [Bool]
  /// Rules about paths alone.
  let pathOnly: [Int]
  /// For each rule the indices of those it requires.
  let required: [[Int]]

  /// `automaton`: one that was compiled before from the same rules, out of a cache.
  public init(
    _ set: SecretRuleSet, options: Options = Options(), automaton cached: CompiledAutomaton? = nil
  ) {
    self.set = set
    self.options = options
    let compiled: CompiledAutomaton
    if let cached { compiled = cached } else { compiled = CompiledAutomaton.compile(set) }
    automaton = compiled.set
    reaches = compiled.reaches
    unindexed = compiled.refused
    var flags = [Bool](repeating: false, count: set.rules.count)
    for index in unindexed { flags[index] = true }
    isUnindexed = flags
    looks = set.rules.map(Look.init)
    let generic = Array("generic".utf8)
    isGeneric = set.rules.map { rule in
      set.dialect == .gitleaks
        && Array(rule.id.utf8).withUnsafeBufferPointer { findCaseless(generic, in: $0) != nil }
    }
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

/// The automaton of a rule set, what its reports mean, and the rules it could not take.
public struct CompiledAutomaton: Sendable {
  public var set: PatternSet?
  /// By rule.
  public var reaches: [Pattern.Reach]
  public var refused: [Int]

  public init(set: PatternSet?, reaches: [Pattern.Reach], refused: [Int]) {
    self.set = set
    self.reaches = reaches
    self.refused = refused
  }

  /// Places of all expressions together; rules beyond are looked for one by one.
  static let positionLimit = 200_000

  public static func compile(_ set: SecretRuleSet) -> CompiledAutomaton {
    let lookups = set.rules.map { rule in
      rule.pattern?.lookup(words: rule.skipReport ? [] : rule.keywords)
    }
    let refusedForSize = tooMany(lookups)
    var entries: [PatternSet.Entry] = []
    var refused: Set<Int> = []
    for (index, lookup) in lookups.enumerated() {
      guard let lookup, !refusedForSize.contains(index) else {
        if set.rules[index].pattern != nil { refused.insert(index) }
        continue
      }
      for source in lookup.sources {
        entries.append(PatternSet.Entry(id: UInt32(index), source: source))
      }
    }
    let (compiled, failed) = PatternSet.compile(entries)
    refused.formUnion(failed.map(Int.init))
    return CompiledAutomaton(
      set: compiled,
      reaches: lookups.map { $0?.reach ?? Pattern.Reach(back: nil, asciiBack: nil, near: 0) },
      refused: refused.sorted())
  }

  /// The rules to leave out, the costliest first, so that the others together stay within the limit.
  private static func tooMany(_ lookups: [Pattern.Lookup?]) -> Set<Int> {
    var sum = lookups.reduce(0) { $0 + ($1?.positions ?? 0) }
    if sum <= positionLimit { return [] }
    var left: Set<Int> = []
    let costly = lookups.enumerated().sorted {
      ($1.element?.positions ?? 0, $0.offset) < ($0.element?.positions ?? 0, $1.offset)
    }
    for (index, lookup) in costly where sum > positionLimit {
      sum -= lookup?.positions ?? 0
      left.insert(index)
    }
    return left
  }
}
