/// The part of an expression that tells where its matches may lie, and how many bytes of a match stand before.
struct PatternCore {
  var tree: PatternTree
  var before = Width()
  /// Bytes that may stand before, when what was taken off are classes.
  var members = ByteMembers()
}

/// A set of bytes: bit `b & 63` of word `b >> 6`.
struct ByteMembers: Sendable {
  private var words = SIMD4<UInt64>()

  /// Of what lies beyond ASCII any byte may be part.
  mutating func insert(_ set: ScalarSet) {
    for byte in UInt32(0)..<0x80 where set.contains(byte) {
      words[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
    }
    if set.widest > 1 {
      words[2] = ~0
      words[3] = ~0
    }
  }

  func contains(_ byte: UInt8) -> Bool {
    words[Int(byte >> 6)] & (1 << UInt64(byte & 63)) != 0
  }
}

extension PatternTree {
  /// Elements that may be longer than this end the core.
  private static let elementLimit = 16
  /// Characters asked of the element that ends it.
  private static let keptCharacters = 4
  /// A shorter core would stop everywhere.
  private static let minimum = 4
  /// A match may begin so far before its core.
  private static let beforeLimit = 512

  /// The expression without the classes it begins with and without its long tails: the automaton only needs to
  /// know where a match may be. Classes at the start keep it busy at every byte, long counted repetitions cost
  /// it dearly to build.
  var core: PatternCore {
    switch self {
    case .capture(_, let inner): return inner.core
    case .alternatives(let branches):
      let cores = branches.map(\.core)
      return PatternCore(
        tree: .alternatives(cores.map(\.tree)), before: Width.either(cores.map(\.before)))
    case .sequence:
      let (before, parts) = withoutLeadingClasses()
      // Only classes: then they are what there is.
      if parts.allSatisfy(\.isClass) {
        return PatternCore(tree: Self.head(of: spread()[...]))
      }
      return PatternCore(tree: Self.head(of: parts), before: before)
    default: return PatternCore(tree: self)
    }
  }

  /// The expression without the classes it begins with; nil when it begins with none worth leaving out.
  var tail: PatternCore? {
    guard case .sequence = self else { return nil }
    let (before, parts) = withoutLeadingClasses()
    guard before.max ?? 0 >= 8, !parts.allSatisfy(\.isClass) else { return nil }
    var members = ByteMembers()
    for part in spread().dropLast(parts.count) { part.addMembers(to: &members) }
    return PatternCore(tree: .sequence(Array(parts)), before: before, members: members)
  }

  /// The bytes of a class or of a repetition of one.
  private func addMembers(to members: inout ByteMembers) {
    switch self {
    case .set(let set): members.insert(set)
    case .repetition(let inner, _, _, _): inner.addMembers(to: &members)
    default: break
    }
  }

  /// The parts behind the classes at the start, and how many bytes these take.
  private func withoutLeadingClasses() -> (before: Width, parts: ArraySlice<PatternTree>) {
    var parts = spread()[...]
    var before = Width()
    while parts.count > 1, let first = parts.first, first.isClass {
      let longer = before + first.width
      guard let most = longer.max, most <= Self.beforeLimit else { break }
      before = longer
      parts.removeFirst()
    }
    return (before, parts)
  }

  private static func head(of parts: ArraySlice<PatternTree>) -> PatternTree {
    var kept: [PatternTree] = []
    var low = 0
    for part in parts {
      let width = part.width
      if low >= minimum, width.max.map({ $0 > elementLimit }) ?? true {
        if let head = part.head(keptCharacters) { kept.append(head) }
        break
      }
      kept.append(part)
      low += width.min
    }
    return .sequence(kept)
  }

  /// Whether the element is a class, a repetition of one, or looks at no character at all.
  private var isClass: Bool {
    switch self {
    case .set, .empty, .wordBoundary, .noWordBoundary, .lineStart, .textStart: true
    case .repetition(let inner, _, _, _): inner.isClass
    default: false
    }
  }

  /// The parts of a sequence, captures and sequences inside taken apart.
  private func spread() -> [PatternTree] {
    switch self {
    case .sequence(let parts): parts.flatMap { $0.spread() }
    case .capture(_, let inner): inner.spread()
    default: [self]
    }
  }

  /// What every match of a long element begins with, `count` characters of it or more; nil when there is nothing
  /// that can be told.
  private func head(_ count: Int) -> PatternTree? {
    switch self {
    case .repetition(let inner, let low, _, _):
      guard case .set = inner, low > 0 else { return nil }
      let kept = min(low, count)
      return .repetition(inner, min: kept, max: kept, greedy: true)
    case .set, .literal: return self
    case .capture(_, let inner): return inner.head(count)
    case .alternatives(let branches):
      let heads = branches.compactMap { $0.head(count) }
      return heads.count == branches.count ? .alternatives(heads) : nil
    case .sequence(let parts):
      var kept: [PatternTree] = []
      var left = count
      for part in parts where left > 0 {
        guard let head = part.head(left) else { break }
        kept.append(head)
        left -= head.width.min
        // Only a head that is the whole part may be followed by the next one's.
        if head.width != part.width { break }
      }
      return kept.isEmpty ? nil : .sequence(kept)
    default: return nil
    }
  }
}
