import ShrikeText

/// The language of `rules: - if:`.
///
/// https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions
indirect enum GitLabCondition: Sendable, Hashable {
  case variable(String)
  case text(String)
  case pattern(String)
  case null
  case compare(GitLabCondition, Comparison, GitLabCondition)
  case and(GitLabCondition, GitLabCondition)
  case or(GitLabCondition, GitLabCondition)

  enum Comparison: String, Sendable {
    case equal = "==", unequal = "!=", match = "=~", noMatch = "!~"
  }

  /// Nil where it is not understood.
  static func parse(_ text: String) -> GitLabCondition? {
    var parser = GitLabConditionParser(text)
    return parser.whole()
  }

  /// What is known of a variable: its value, or nil where it is not set.
  typealias Known = [String: String?]

  /// True, false, or nil where unknown variables decide.
  func holds(_ known: Known) -> Bool? {
    switch self {
    case .variable(let name): return known[name].map { !($0 ?? "").isEmpty }
    case .text(let text): return !text.isEmpty
    case .null: return false
    case .pattern: return nil
    case .compare(let left, let comparison, let right):
      guard let a = left.value(known), let b = right.value(known) else { return nil }
      switch comparison {
      case .equal: return a == b
      case .unequal: return a != b
      case .match: return left.isUnset(known) ? false : nil
      case .noMatch: return left.isUnset(known) ? true : nil
      }
    case .and(let left, let right):
      let (a, b) = (left.holds(known), right.holds(known))
      if a == false || b == false { return false }
      return a == true && b == true ? true : nil
    case .or(let left, let right):
      let (a, b) = (left.holds(known), right.holds(known))
      if a == true || b == true { return true }
      return a == false && b == false ? false : nil
    }
  }

  /// Outer nil: it is not known; inner nil: it is not set.
  private func value(_ known: Known) -> String?? {
    switch self {
    case .variable(let name): known[name]
    case .text(let text), .pattern(let text): .some(text)
    case .null: .some(nil)
    default: nil
    }
  }

  private func isUnset(_ known: Known) -> Bool {
    if case .some(.none) = value(known) { return true }
    return false
  }

  /// The names of all variables in it.
  var variables: Set<String> {
    switch self {
    case .variable(let name): [name]
    case .text, .pattern, .null: []
    case .compare(let left, _, let right), .and(let left, let right), .or(let left, let right):
      left.variables.union(right.variables)
    }
  }
}

private struct GitLabConditionParser {
  /// Parentheses within parentheses, and operators in a row.
  static let depthLimit = 50
  static let tokenLimit = 1_000

  private enum Token: Equatable {
    case variable(String), text(String), pattern(String), null
    case comparison(GitLabCondition.Comparison)
    case and, or, open, close
  }

  private var tokens: [Token]?
  private var at = 0

  init(_ text: String) { tokens = Self.tokens(of: Array(text.utf8)) }

  mutating func whole() -> GitLabCondition? {
    guard let tokens, !tokens.isEmpty, let result = either(0), at == tokens.count else {
      return nil
    }
    return result
  }

  private mutating func take(_ token: Token) -> Bool {
    guard let tokens, at < tokens.count, tokens[at] == token else { return false }
    at += 1
    return true
  }

  private mutating func either(_ depth: Int) -> GitLabCondition? {
    guard depth < Self.depthLimit, var left = both(depth) else { return nil }
    while take(.or) {
      guard let right = both(depth) else { return nil }
      left = .or(left, right)
    }
    return left
  }

  private mutating func both(_ depth: Int) -> GitLabCondition? {
    guard var left = comparison(depth) else { return nil }
    while take(.and) {
      guard let right = comparison(depth) else { return nil }
      left = .and(left, right)
    }
    return left
  }

  private mutating func comparison(_ depth: Int) -> GitLabCondition? {
    if take(.open) {
      guard let inner = either(depth + 1), take(.close) else { return nil }
      return inner
    }
    guard let left = operand() else { return nil }
    guard let tokens, at < tokens.count, case .comparison(let comparison) = tokens[at] else {
      return left
    }
    at += 1
    guard let right = operand() else { return nil }
    return .compare(left, comparison, right)
  }

  private mutating func operand() -> GitLabCondition? {
    guard let tokens, at < tokens.count else { return nil }
    defer { at += 1 }
    switch tokens[at] {
    case .variable(let name): return .variable(name)
    case .text(let text): return .text(text)
    case .pattern(let text): return .pattern(text)
    case .null: return .null
    default: return nil
    }
  }

  private static func tokens(of bytes: [UInt8]) -> [Token]? {
    var tokens: [Token] = []
    var at = 0
    func word(_ from: Int, _ to: Int) -> String {
      String(decoding: bytes[from..<to], as: UTF8.self)
    }
    while at < bytes.count {
      guard tokens.count < tokenLimit else { return nil }
      let byte = bytes[at]
      let pair = at + 1 < bytes.count ? word(at, at + 2) : ""
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      case UInt8(ascii: "("):
        tokens.append(.open)
        at += 1
      case UInt8(ascii: ")"):
        tokens.append(.close)
        at += 1
      case UInt8(ascii: "$"):
        var start = at + 1
        let isBraced = start < bytes.count && bytes[start] == UInt8(ascii: "{")
        if isBraced { start += 1 }
        var end = start
        while end < bytes.count, isWordPart(bytes[end]), bytes[end] != 0x2D { end += 1 }
        guard end > start else { return nil }
        tokens.append(.variable(word(start, end)))
        at = end + (isBraced ? 1 : 0)
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "/"):
        var end = at + 1
        while end < bytes.count, bytes[end] != byte {
          end += byte == UInt8(ascii: "/") && bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard end < bytes.count else { return nil }
        let text = word(at + 1, end)
        tokens.append(byte == UInt8(ascii: "/") ? .pattern(text) : .text(text))
        at = end + 1
        // Flags of a pattern.
        while byte == UInt8(ascii: "/"), at < bytes.count, isLetter(bytes[at]) { at += 1 }
      default:
        if let comparison = GitLabCondition.Comparison(rawValue: pair) {
          tokens.append(.comparison(comparison))
          at += 2
        } else if pair == "&&" || pair == "||" {
          tokens.append(pair == "&&" ? .and : .or)
          at += 2
        } else if at + 4 <= bytes.count, word(at, at + 4) == "null" {
          tokens.append(.null)
          at += 4
        } else {
          return nil
        }
      }
    }
    return tokens
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}
