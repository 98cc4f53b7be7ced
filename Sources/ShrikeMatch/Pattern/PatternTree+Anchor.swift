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
  /// Bytes of the match before the text.
  var minBefore: Int
  var maxBefore: Int

  /// Anchors with more texts are not used: each one costs.
  static let textLimit = 24
  /// A match may begin so far before its anchor; more would be searched anew for every hit.
  static let beforeLimit = 512

  var minLength: Int { texts.map(\.bytes.count).min() ?? 0 }
  var maxLength: Int { texts.map(\.bytes.count).max() ?? 0 }

  /// Whether the texts are rare enough to be worth stopping at.
  var isSelective: Bool {
    !texts.isEmpty && texts.count <= Self.textLimit && maxBefore <= Self.beforeLimit
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

  /// Whether every match holds a text of at least three characters that is known beforehand.
  var hasLiteral: Bool { anchors().contains { $0.minLength >= 3 } }

  /// All candidates; offsets are from the start of this tree's match.
  private func anchors() -> [Anchor] {
    var found: [Anchor] = []
    var before = (min: 0, max: 0 as Int?)
    var exact: [Anchor.Text] = []
    var exactBefore = (min: 0, max: 0)

    func close() {
      if !exact.isEmpty, exact != [Anchor.Text(bytes: [], fold: false)] {
        found.append(
          Anchor(texts: exact, minBefore: exactBefore.min, maxBefore: exactBefore.max))
      }
      exact = []
    }

    for part in flattened() {
      let width = part.width
      if let texts = part.exactTexts() {
        let joined = exact.isEmpty ? texts : Self.product(exact, texts)
        if let joined, joined.count <= Anchor.textLimit, before.max != nil || !exact.isEmpty {
          if exact.isEmpty, let most = before.max { exactBefore = (before.min, most) }
          exact = joined
        } else {
          close()
          if let most = before.max, texts.count <= Anchor.textLimit {
            exactBefore = (before.min, most)
            exact = texts
          }
        }
      } else {
        close()
        if let most = before.max, case .alternatives(let branches) = part,
          let inner = Self.united(branches)
        {
          found.append(
            Anchor(
              texts: inner.texts, minBefore: before.min + inner.minBefore,
              maxBefore: most + inner.maxBefore))
        }
        if let most = before.max, case .repetition(let inner, let low, _, _) = part, low >= 1 {
          for anchor in inner.anchors() {
            found.append(
              Anchor(
                texts: anchor.texts, minBefore: before.min + anchor.minBefore,
                maxBefore: most + anchor.maxBefore))
          }
        }
      }
      before.min += width.min
      before.max = before.max.flatMap { a in width.max.map { a + $0 } }
    }
    close()
    return found
  }

  /// One anchor made of the best of every branch.
  private static func united(_ branches: [PatternTree]) -> Anchor? {
    var whole: Anchor?
    for branch in branches {
      let best = branch.anchor ?? branch.anchors().max { $0.score < $1.score }
      guard let best else { return nil }
      if var joined = whole {
        joined.texts += best.texts
        joined.minBefore = min(joined.minBefore, best.minBefore)
        joined.maxBefore = max(joined.maxBefore, best.maxBefore)
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

  private static func product(_ a: [Anchor.Text], _ b: [Anchor.Text]) -> [Anchor.Text]? {
    if a.count * b.count > Anchor.textLimit { return nil }
    return a.flatMap { first in
      b.map { second in
        Anchor.Text(
          bytes: first.bytes + second.bytes, fold: first.fold || second.fold)
      }
    }
  }
}
