/// A regular expression of RE2's language, taken apart.
indirect enum PatternTree: Sendable {
  case empty
  /// One scalar; `fold` ignores case.
  case literal(UInt32, fold: Bool)
  /// Already folded where the expression ignores case.
  case set(ScalarSet)
  /// `^` with (?m), `$` with (?m), `\A`, `\z`, `\b`, `\B`.
  case lineStart, lineEnd, textStart, textEnd, wordBoundary, noWordBoundary
  case capture(Int, PatternTree)
  case repetition(PatternTree, min: Int, max: Int?, greedy: Bool)
  case sequence([PatternTree])
  case alternatives([PatternTree])

  var width: Width {
    switch self {
    case .empty, .lineStart, .lineEnd, .textStart, .textEnd, .wordBoundary, .noWordBoundary:
      return Width()
    case .literal(let value, let fold):
      // Folded, `s` may be U+017F and `k` U+212A.
      let letter = value | 0x20
      let most = fold && letter == 0x73 ? 2 : fold && letter == 0x6B ? 3 : ScalarSet.length(value)
      return Width(min: 1, max: most, ascii: 1)
    case .set(let set):
      return Width(min: 1, max: max(1, set.widest), ascii: 1)
    case .capture(_, let inner):
      return inner.width
    case .repetition(let inner, let low, let high, _):
      return inner.width.times(low, high)
    case .sequence(let parts):
      return parts.reduce(Width()) { $0 + $1.width }
    case .alternatives(let parts):
      return Width.either(parts.map(\.width))
    }
  }

  /// Places the automaton must tell apart, roughly: what it costs to build.
  var positions: Int {
    switch self {
    case .empty, .lineStart, .lineEnd, .textStart, .textEnd, .wordBoundary, .noWordBoundary:
      return 0
    // A code point beyond ASCII may be any four bytes there.
    case .literal(let value, _): return value < 0x80 ? 1 : 4
    case .set(let set): return set.widest > 1 ? 4 : 1
    case .capture(_, let inner): return inner.positions
    case .repetition(let inner, let low, let high, _):
      let (product, overflow) = inner.positions.multipliedReportingOverflow(
        by: max(1, high ?? low))
      return overflow ? .max : product
    case .sequence(let parts), .alternatives(let parts):
      return parts.reduce(0) { sum, part in
        let (more, overflow) = sum.addingReportingOverflow(part.positions)
        return overflow ? .max : more
      }
    }
  }

  /// Whether counted repetitions, those inside each other multiplied, stay below a limit
  /// (regexp/syntax: repeatIsValid).
  func repeats(atMost limit: Int) -> Bool {
    switch self {
    case .repetition(let inner, let low, let high, _):
      // `*`, `+` and `?` copy nothing.
      guard high.map({ $0 > 1 }) ?? (low > 1) else { return inner.repeats(atMost: limit) }
      let count = high ?? low
      return count <= limit && inner.repeats(atMost: limit / count)
    case .capture(_, let inner): return inner.repeats(atMost: limit)
    case .sequence(let parts), .alternatives(let parts):
      return parts.allSatisfy { $0.repeats(atMost: limit) }
    default: return true
    }
  }
}

/// How many bytes a text can have: the fewest, the most, and the most when all of them are ASCII; nil is no bound.
struct Width: Sendable, Hashable {
  var min = 0
  var max: Int? = 0
  var ascii: Int? = 0

  static func + (a: Width, b: Width) -> Width {
    Width(min: a.min + b.min, max: sum(a.max, b.max), ascii: sum(a.ascii, b.ascii))
  }

  private static func sum(_ a: Int?, _ b: Int?) -> Int? {
    a.flatMap { a in b.map { a + $0 } }
  }

  /// One of several.
  static func either(_ all: [Width]) -> Width {
    guard var whole = all.first else { return Width() }
    for width in all.dropFirst() {
      whole.min = Swift.min(whole.min, width.min)
      whole.max = whole.max.flatMap { a in width.max.map { Swift.max(a, $0) } }
      whole.ascii = whole.ascii.flatMap { a in width.ascii.map { Swift.max(a, $0) } }
    }
    return whole
  }

  /// Repeated `low` to `high` times.
  func times(_ low: Int, _ high: Int?) -> Width {
    func most(_ each: Int?) -> Int? {
      each == 0 ? 0 : high.flatMap { high in each.map { high * $0 } }
    }
    return Width(min: min * low, max: most(max), ascii: most(ascii))
  }
}
