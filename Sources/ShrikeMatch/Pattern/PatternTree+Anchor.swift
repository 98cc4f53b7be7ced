/// Texts of which one stands in every match of an expression, and how far from the match's start.
///
/// Looking for plain text is several times faster than running the expression, and costs next to nothing to
/// compile; the expression itself then runs only where a match can begin.
struct Anchor: Sendable, Hashable {
  struct Text: Sendable, Hashable {
    var bytes: [UInt8]
    var fold: Bool
  }

  var texts: [Text]
  /// Of the match before the text.
  var before: Width

  /// Anchors with more texts are not used: each one costs.
  static let textLimit = 24
  /// A match may begin so far before its anchor; more would be searched anew for every hit.
  static let beforeLimit = 512

  var minLength: Int { texts.map(\.bytes.count).min() ?? 0 }
  var maxLength: Int { texts.map(\.bytes.count).max() ?? 0 }

  /// Whether the texts are rare enough to be worth stopping at.
  var isSelective: Bool {
    !texts.isEmpty && texts.count <= Self.textLimit
      && before.max.map { $0 <= Self.beforeLimit } ?? false
      && texts.allSatisfy { text in
        let plain = text.bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        if Self.common.contains(plain) { return false }
        let marked = text.bytes.contains { !($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) }
        return text.bytes.count >= (marked ? 3 : 4)
      }
  }

  /// Texts that stand everywhere in code and configuration.
  private static let common = Set(
    [
      "key", "keys", "token", "secret", "password", "passwd", "pass", "auth", "access", "client",
      "user", "name", "code", "data", "true", "false", "null", "http", "https", "://", "https://",
      "http://", "api", "api_", "api-", "test", "base", "login", "private", "public", "account",
      "credential", "creds", "value", "string", "www.", ".com", "line", "apikey", "api_key", "---",
      "...", "   ", "    ", "===", "***", "basic", "bearer", "email", "-----",
    ].map { Array($0.utf8) })

  /// Longer is rarer; case folded is a little less rare; more texts are more hits.
  var score: Int { minLength * 4 - texts.count - (texts.contains { $0.fold } ? 1 : 0) }
}

extension PatternTree {
  /// The best anchor, nil when there is none that is selective.
  var anchor: Anchor? {
    anchors().filter(\.isSelective).max { $0.score < $1.score }
  }

  /// Texts of two or more characters of which one stands in every match, in any case; nil when there
  /// are none. They are no use to an automaton, which would stop at each, but tell a short text that
  /// cannot match from one that can.
  var words: [String]? {
    let best = anchors().filter { $0.minLength >= 2 && $0.texts.count <= Self.wordLimit }
      .max { $0.score < $1.score }
    return best?.texts.map { String(decoding: $0.bytes, as: UTF8.self) }
  }
  private static let wordLimit = 256

  /// Whether every match holds a text of at least three characters that is known beforehand, not too far from its start.
  var hasLiteral: Bool { anchors().contains { $0.minLength >= 3 && $0.before.max != nil } }

  /// All candidates; offsets are from the start of this tree's match.
  private func anchors() -> [Anchor] {
    var found: [Anchor] = []
    var before = Width()
    // The texts that the last parts are, and what stands before them.
    var exact: [Anchor.Text] = []
    var exactBefore = Width()

    func close() {
      if !exact.isEmpty, exact != [Anchor.Text(bytes: [], fold: false)] {
        found.append(Anchor(texts: exact, before: exactBefore))
      }
      exact = []
    }

    for part in flattened() {
      if let texts = part.exactTexts() {
        let joined = exact.isEmpty ? texts : Self.product(exact, texts)
        if let joined, joined.count <= Anchor.textLimit {
          if exact.isEmpty { exactBefore = before }
          exact = joined
        } else {
          close()
          if texts.count <= Anchor.textLimit {
            exactBefore = before
            exact = texts
          }
        }
      } else {
        if !exact.isEmpty, let heads = part.headTexts(),
          let joined = Self.product(exact, heads, limit: Self.wordLimit)
        {
          found.append(Anchor(texts: joined, before: exactBefore))
        }
        close()
        if case .alternatives(let branches) = part, let inner = Self.united(branches) {
          found.append(Anchor(texts: inner.texts, before: before + inner.before))
        }
        if case .repetition(let inner, let low, _, _) = part, low >= 1 {
          for anchor in inner.anchors() {
            found.append(Anchor(texts: anchor.texts, before: before + anchor.before))
          }
        }
      }
      before = before + part.width
    }
    close()
    return found
  }

  /// Texts of which one stands at the very start of every match, where the branches of a choice each have some.
  private func headTexts() -> [Anchor.Text]? {
    guard case .alternatives(let branches) = self else { return nil }
    var texts: [Anchor.Text] = []
    for branch in branches {
      let heads = branch.anchors().filter { $0.before == Width() }
      guard let best = heads.max(by: { $0.score < $1.score }) else { return nil }
      texts += best.texts
    }
    return texts
  }

  /// One anchor made of the best of every branch.
  private static func united(_ branches: [PatternTree]) -> Anchor? {
    var whole: Anchor?
    for branch in branches {
      let all = branch.anchors()
      let bounded = all.filter { $0.before.max != nil }
      let best = branch.anchor ?? (bounded.isEmpty ? all : bounded).max { $0.score < $1.score }
      guard let best else { return nil }
      if var joined = whole {
        joined.texts += best.texts
        joined.before = Width.either([joined.before, best.before])
        whole = joined
      } else {
        whole = best
      }
    }
    return whole
  }

  /// The parts of a sequence, captures and sequences inside taken apart; what has no width falls away.
  private func flattened() -> [PatternTree] {
    switch self {
    case .sequence(let parts): return parts.flatMap { $0.flattened() }
    case .capture(_, let inner): return inner.flattened()
    case .empty, .lineStart, .lineEnd, .textStart, .textEnd, .wordBoundary, .noWordBoundary:
      return []
    default: return [self]
    }
  }

  /// Every text the tree matches, when these are few.
  private func exactTexts() -> [Anchor.Text]? {
    switch self {
    case .literal(let value, let fold):
      // Folded `k` and `s` have forms beyond ASCII, which the automaton leaves out everywhere.
      return value < 0x80 ? [Anchor.Text(bytes: [UInt8(value)], fold: fold)] : nil
    case .set(let set):
      let members = set.ranges.reduce(0) { $0 + $1.count }
      guard members <= 4, !set.hasWide else { return nil }
      return set.ranges.flatMap { range in
        range.map { Anchor.Text(bytes: [UInt8($0)], fold: false) }
      }
    case .capture(_, let inner): return inner.exactTexts()
    case .sequence(let parts):
      var texts: [Anchor.Text] = [Anchor.Text(bytes: [], fold: false)]
      for part in parts {
        if case .wordBoundary = part { return nil }
        guard let next = part.exactTexts(), let joined = Self.product(texts, next),
          joined.count <= Anchor.textLimit
        else { return nil }
        texts = joined
      }
      return texts
    case .alternatives(let branches):
      var texts: [Anchor.Text] = []
      for branch in branches {
        guard let inner = branch.exactTexts() else { return nil }
        texts += inner
        if texts.count > Anchor.textLimit { return nil }
      }
      return texts
    case .repetition(let inner, let low, let high, _):
      guard low == high, low >= 1, low <= 8 else { return nil }
      var texts: [Anchor.Text] = [Anchor.Text(bytes: [], fold: false)]
      guard let each = inner.exactTexts() else { return nil }
      for _ in 0..<low {
        guard let joined = Self.product(texts, each), joined.count <= Anchor.textLimit else {
          return nil
        }
        texts = joined
      }
      return texts
    default: return nil
    }
  }

  private static func product(
    _ a: [Anchor.Text], _ b: [Anchor.Text], limit: Int = Anchor.textLimit
  ) -> [Anchor.Text]? {
    if a.count * b.count > limit { return nil }
    return a.flatMap { first in
      b.map { second in
        Anchor.Text(
          bytes: first.bytes + second.bytes, fold: first.fold || second.fold)
      }
    }
  }
}
