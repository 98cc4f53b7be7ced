extension PatternTree {
  /// Elements that may be longer than this end the prefix.
  private static let elementLimit = 16
  /// Characters asked of the element that ends it.
  private static let keptCharacters = 4
  /// A shorter prefix would stop everywhere.
  private static let minimum = 4

  /// An expression that matches at the start of every match of this one, without its long tails: the automaton
  /// needs to know where a match may begin, and long counted repetitions cost it dearly.
  var prefix: PatternTree {
    switch self {
    case .capture(_, let inner): return inner.prefix
    case .alternatives(let branches): return .alternatives(branches.map(\.prefix))
    case .sequence(let parts):
      var kept: [PatternTree] = []
      var low = 0
      for part in parts {
        let width = part.width
        if low >= Self.minimum, width.max.map({ $0 > Self.elementLimit }) ?? true {
          if let head = part.head(Self.keptCharacters) { kept.append(head) }
          return .sequence(kept)
        }
        kept.append(part)
        low += width.min
      }
      return self
    default: return self
    }
  }

  /// The first few characters of a repetition of a class.
  private func head(_ count: Int) -> PatternTree? {
    switch self {
    case .capture(_, let inner): return inner.head(count)
    case .sequence(let parts): return parts.first?.head(count)
    case .repetition(let inner, let low, _, _):
      guard case .set = inner, low > 0 else { return nil }
      let kept = min(low, count)
      return .repetition(inner, min: kept, max: kept, greedy: true)
    default: return nil
    }
  }
}
