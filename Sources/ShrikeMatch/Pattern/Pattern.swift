import CPCRE2
public import ShrikeText
import Synchronization

/// A regular expression with RE2's meaning (leftmost-first, as in Go), run by PCRE2's JIT.
///
/// The tree is read at once, so a mistake is told at once; machine code is made on the first match. Text may
/// be any bytes: an invalid byte counts as one U+FFFD. Time is bounded by `MatchScratch.stepLimit`.
public final class Pattern: Sendable {
  public let source: String
  /// Number of groups, without the whole match.
  public let groupCount: Int
  /// Name of each group, the whole match first.
  public let groupNames: [String?]
  /// Bytes of the shortest match.
  public let minWidth: Int
  /// Bytes of the longest match, nil when there is no bound.
  public let maxWidth: Int?

  /// A branch that is run in any case.
  private let hasNoWords: Bool
  private let programs: Mutex<Programs>

  private struct Programs: ~Copyable {
    var tree: PatternTree?
    var ascii: Program?
    var utf8: Program?
    /// Looked for first where the expression begins with classes: trying those from every byte is what costs.
    var tail: Tail?
    var knowsTail = false
    var gate: Gate?
    var knowsGate = false
  }

  /// A choice of so many branches is taken apart; there is a bit for each.
  private static let branchCounts = 4..<64

  /// What tells short texts that cannot match from those that can; an object, so that asking for it costs one
  /// count and not one for every list in it.
  private final class Gate: Sendable {
    /// A short ASCII text without any of them does not match; asking is far cheaper than matching.
    let words: WordSet
    /// The branches of a long choice that have words of their own, a group of `words` each: few of them are
    /// ever run, or even compiled. The others are the last, together.
    let branches: [Pattern]

    /// Nil when nothing is known of what the expression matches.
    init?(_ tree: PatternTree) {
      guard case .alternatives(let parts) = tree, branchCounts.contains(parts.count) else {
        guard let words = tree.words else { return nil }
        self.words = WordSet(words)
        branches = []
        return
      }
      let all = parts.map { (tree: $0, words: $0.words) }
      words = WordSet(groups: all.compactMap(\.words))
      let others = all.filter { $0.words == nil }.map(\.tree)
      branches =
        all.filter { $0.words != nil }.map { Pattern($0.tree) }
        + (others.isEmpty ? [] : [Pattern(.alternatives(others), hasNoWords: true)])
    }
  }

  private final class Tail: Sendable {
    let program: Program
    /// What stands between a match's start and its tail.
    let before: Width
    let members: ByteMembers

    init(program: Program, before: Width, members: ByteMembers) {
      self.program = program
      self.before = before
      self.members = members
    }

    /// The most bytes of it.
    func most(ascii: Bool) -> Int { (ascii ? before.ascii : before.max) ?? 0 }
  }

  /// What `init(source:facts:)` needs to do without reading the expression.
  public struct Facts: Sendable, Hashable {
    public var groupNames: [String?]
    public var minWidth: Int
    public var maxWidth: Int?

    public init(groupNames: [String?], minWidth: Int, maxWidth: Int?) {
      self.groupNames = groupNames
      self.minWidth = minWidth
      self.maxWidth = maxWidth
    }
  }

  /// An expression that was read before; it is read again only when it is matched.
  public init(source: String, facts: Facts) {
    self.source = source
    hasNoWords = false
    groupNames = facts.groupNames
    groupCount = facts.groupNames.count - 1
    minWidth = facts.minWidth
    maxWidth = facts.maxWidth
    programs = Mutex(Programs())
  }

  public var facts: Facts {
    Facts(groupNames: groupNames, minWidth: minWidth, maxWidth: maxWidth)
  }

  public init(_ source: String) throws(PatternError) {
    var parser = PatternParser(source)
    let tree = try parser.parse()
    self.source = source
    hasNoWords = false
    groupNames = parser.groupNames
    groupCount = parser.groupNames.count - 1
    minWidth = tree.width.min
    maxWidth = tree.width.max
    programs = Mutex(Programs(tree: tree))
  }

  /// A part of an expression, only asked whether it matches.
  private init(_ part: PatternTree, hasNoWords: Bool = false) {
    self.hasNoWords = hasNoWords
    source = ""
    groupNames = [nil]
    groupCount = 0
    minWidth = part.width.min
    maxWidth = part.width.max
    programs = Mutex(Programs(tree: part))
  }

  /// Whether the expression can match the empty text.
  public var matchesEmpty: Bool { minWidth == 0 }

  /// Where a match may begin, counted back from what the automaton reports.
  public struct Reach: Sendable, Hashable {
    /// A match begins at most so many bytes before the end of the report; nil: anywhere before it.
    public var back: Int?
    /// The same in texts that are ASCII alone: letters without case are then one byte, classes too.
    public var asciiBack: Int?
    /// And at least so many.
    public var near: Int
    /// The report says that the text holds a word the rule wants; matches may be anywhere in it.
    public var isEverywhere = false

    public init(back: Int?, asciiBack: Int?, near: Int, isEverywhere: Bool = false) {
      self.back = back
      self.asciiBack = asciiBack
      self.near = near
      self.isEverywhere = isEverywhere
    }

    /// A match may be anywhere in a text that has a report.
    public static let everywhere = Reach(back: nil, asciiBack: nil, near: 0, isEverywhere: true)
  }

  /// What a `PatternSet` looks for in place of an expression, and what its reports mean.
  public struct Lookup: Sendable {
    public var sources: [String]
    public var reach: Reach
    /// What it costs to build, in places of an automaton.
    public var positions: Int
  }

  /// Expressions that need more places are not looked for by an automaton: from here on one takes more
  /// than some tenths of a second to build. The longest that real rules have is about a fifth.
  static let positionLimit = 5_000

  /// What a `PatternSet` looks for, and what its reports mean: texts that every match holds, or the
  /// expression itself. Nil when the automaton cannot help.
  ///
  /// `words` are caseless texts of which one must stand in every text that counts; they serve where the
  /// expression has nothing of its own that is rare.
  public func lookup(words: [[UInt8]] = []) -> Lookup? {
    if matchesEmpty { return nil }
    return programs.withLock { programs in
      guard let tree = Self.tree(of: self, &programs) else { return nil }
      let gate = Anchor(
        texts: words.map { Anchor.Text(bytes: $0, fold: true) }, before: Width())
      // A word that is much rarer than what the expression holds says it best.
      if gate.isSelective,
        tree.anchor.map({ gate.minLength >= $0.minLength + 3 }) ?? !tree.hasLiteral
      {
        return Self.lookup(gate, Reach.everywhere)
      }
      if let anchor = tree.anchor {
        let back = anchor.before.max.map { $0 + anchor.maxLength }
        return Self.lookup(
          anchor,
          Reach(
            back: back, asciiBack: anchor.before.ascii.map { $0 + anchor.maxLength } ?? back,
            near: anchor.before.min + anchor.minLength))
      }
      let core = tree.core
      if core.tree.width.min == 0 { return nil }
      let positions = core.tree.positions
      if positions > Self.positionLimit { return nil }
      let whole = core.before + core.tree.width
      return core.tree.source(.automaton).map {
        Lookup(
          sources: [$0], reach: Reach(back: whole.max, asciiBack: whole.ascii, near: whole.min),
          positions: positions)
      }
    }
  }

  private static func lookup(_ anchor: Anchor, _ reach: Reach) -> Lookup {
    Lookup(
      sources: anchor.texts.map { source($0) }, reach: reach,
      positions: anchor.texts.reduce(0) { $0 + $1.bytes.count })
  }

  private static func source(_ text: Anchor.Text) -> String {
    let literal = PatternTree.sequence(
      text.bytes.map { .literal(UInt32($0), fold: text.fold && isLetter($0)) })
    return literal.source(.automaton) ?? ""
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
  }

  private static func tree(of pattern: Pattern, _ programs: inout Programs) -> PatternTree? {
    if programs.tree == nil {
      var parser = PatternParser(pattern.source)
      programs.tree = try? parser.parse()
    }
    return programs.tree
  }

  /// Finds the leftmost match that starts in `from...startLimit`; its groups are in `scratch`.
  ///
  /// `ascii` says that no byte of the text around is 0x80 or above, which saves a good part of the work.
  public func match(
    in text: UnsafeBufferPointer<UInt8>, from: Int = 0, startLimit: Int? = nil, ascii: Bool,
    scratch: MatchScratch
  ) -> ByteRange? {
    guard let program = program(ascii: ascii) else {
      scratch.failures += 1
      return nil
    }
    guard let tail = tail() else {
      return scratch.run(program, text, from: from, startLimit: startLimit)
    }
    // Every match holds a match of the tail, so the first of these bounds where a match may begin.
    let first = scratch.run(
      tail.program, text, from: min(from + tail.before.min, text.count),
      startLimit: startLimit.map { $0 + tail.most(ascii: ascii) })
    guard let first else { return nil }
    // Between the start and the tail stands nothing but the classes' bytes: trying the places before
    // these would fail at each, after as many steps as the classes are long.
    let least = max(from, first.lower - tail.most(ascii: ascii))
    var start = first.lower
    while start > least, tail.members.contains(text[start - 1]) { start -= 1 }
    if let startLimit, start > startLimit { return nil }
    return scratch.run(program, text, from: start, startLimit: startLimit)
  }

  private func tail() -> Tail? {
    programs.withLock { programs in
      if !programs.knowsTail {
        programs.knowsTail = true
        if let core = Self.tree(of: self, &programs)?.tail, let source = core.tree.source(.utf8),
          let program = Program(source)
        {
          programs.tail = Tail(program: program, before: core.before, members: core.members)
        }
      }
      return programs.tail
    }
  }

  /// Whether the expression matches anywhere in a short text.
  public func matches(_ text: UnsafeBufferPointer<UInt8>, scratch: MatchScratch) -> Bool {
    matches(text, ascii: isASCII(text), scratch: scratch)
  }

  private func matches(
    _ text: UnsafeBufferPointer<UInt8>, ascii: Bool, scratch: MatchScratch
  ) -> Bool {
    guard ascii, let gate = gate() else {
      return match(in: text, ascii: ascii, scratch: scratch) != nil
    }
    if gate.branches.isEmpty {
      return gate.words.occurs(in: text) && match(in: text, ascii: true, scratch: scratch) != nil
    }
    let groups = gate.words.groups(in: text)
    return gate.branches.enumerated().contains { number, branch in
      (groups & 1 << UInt64(number) != 0 || branch.hasNoWords)
        && branch.match(in: text, ascii: true, scratch: scratch) != nil
    }
  }

  private func gate() -> Gate? {
    programs.withLock { programs in
      if !programs.knowsGate {
        programs.knowsGate = true
        programs.gate = Self.tree(of: self, &programs).flatMap { Gate($0) }
      }
      return programs.gate
    }
  }

  private func program(ascii: Bool) -> Program? {
    programs.withLock { programs in
      if ascii {
        if let program = programs.ascii { return program }
        programs.ascii = Self.tree(of: self, &programs)?.source(.ascii).flatMap { Program($0) }
        return programs.ascii
      }
      if let program = programs.utf8 { return program }
      programs.utf8 = Self.tree(of: self, &programs)?.source(.utf8).flatMap { Program($0) }
      return programs.utf8
    }
  }
}

/// Compiled machine code of one dialect of a pattern.
///
/// `@unchecked Sendable`: a `pcre2_code` is not changed after `pcre2_jit_compile`, and PCRE2 documents that
/// such code may be shared by threads (pcre2api, "Multithreading").
final class Program: @unchecked Sendable {
  let code: OpaquePointer

  init?(_ source: String) {
    var error: Int32 = 0
    var offset = 0
    let units = Array(source.utf8)
    let compiled = units.withUnsafeBufferPointer {
      pcre2_compile_8(
        $0.baseAddress, units.count, UInt32(bitPattern: Int32(PCRE2_USE_OFFSET_LIMIT)), &error,
        &offset, nil)
    }
    guard let compiled else { return nil }
    code = compiled
    _ = pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE))
  }

  deinit { pcre2_code_free_8(code) }
}

/// The memory a match works in; one for each worker, never shared.
public final class MatchScratch {
  /// Match attempts and back-tracks before a match is given up (PCRE2's match limit); pathological
  /// expressions end here instead of hanging a scan. PCRE2's default is 10,000,000.
  public static let stepLimit: UInt32 = 10_000_000
  /// Bytes of back-tracking; only as much as is used is ever touched.
  public static let stackLimit = 32 << 20

  private let data: OpaquePointer?
  private let context: OpaquePointer?
  private let stack: OpaquePointer?
  /// Matches that were given up, since this scratch was made.
  public internal(set) var failures = 0

  public init() {
    data = pcre2_match_data_create_8(64, nil)
    context = pcre2_match_context_create_8(nil)
    stack = pcre2_jit_stack_create_8(64 << 10, Self.stackLimit, nil)
    pcre2_set_match_limit_8(context, Self.stepLimit)
    pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    pcre2_jit_stack_free_8(stack)
  }

  fileprivate func run(
    _ program: Program, _ text: UnsafeBufferPointer<UInt8>, from: Int, startLimit: Int?
  ) -> ByteRange? {
    pcre2_set_offset_limit_8(context, startLimit ?? Int.max)
    // PCRE2 wants an address even for an empty text.
    var nothing: UInt8 = 0
    let outcome = withUnsafePointer(to: &nothing) { empty in
      pcre2_match_8(
        program.code, text.baseAddress ?? empty, text.count, from, 0, data, context)
    }
    if outcome > 0 || outcome == 0 { return range(0) }
    if outcome != PCRE2_ERROR_NOMATCH { failures += 1 }
    return nil
  }

  /// The bytes of a group of the last match, nil when it took no part.
  public func range(_ group: Int) -> ByteRange? {
    guard let vector = pcre2_get_ovector_pointer_8(data), group < 64 else { return nil }
    let low = vector[group * 2]
    let high = vector[group * 2 + 1]
    guard low != Int.max, low >= 0, high >= low else { return nil }
    return ByteRange(low, high)
  }
}
