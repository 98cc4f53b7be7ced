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

  /// The fewest and the most bytes a match can have; nil is no bound.
  var width: (min: Int, max: Int?) {
    switch self {
    case .empty, .lineStart, .lineEnd, .textStart, .textEnd, .wordBoundary, .noWordBoundary:
      return (0, 0)
    case .literal(let value, let fold):
      // Folded, `s` may be U+017F and `k` U+212A.
      let letter = value | 0x20
      let most = fold && letter == 0x73 ? 2 : fold && letter == 0x6B ? 3 : ScalarSet.length(value)
      return (1, most)
    case .set(let set):
      return (1, max(1, set.widest))
    case .capture(_, let inner):
      return inner.width
    case .repetition(let inner, let low, let high, _):
      let width = inner.width
      let most: Int? =
        if width.max == 0 { 0 } else if let high, let each = width.max { high * each } else { nil }
      return (width.min * low, most)
    case .sequence(let parts):
      return parts.reduce((0, 0)) { sum, part in
        let width = part.width
        return (sum.min + width.min, sum.max.flatMap { a in width.max.map { a + $0 } })
      }
    case .alternatives(let parts):
      let widths = parts.map(\.width)
      let low = widths.map(\.min).min() ?? 0
      return (low, widths.contains { $0.max == nil } ? nil : widths.compactMap(\.max).max() ?? 0)
    }
  }
}
