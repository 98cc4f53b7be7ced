/// Tells which findings of a new scan are ones that are known: one to one, so that two never become one.
public protocol FindingMatching: Sendable {
  /// Kept with what it matched: a later version may match differently, and what is known stays known.
  var version: Int { get }

  /// For every one of `new` the index of the one of `former` that it is; nil for one never seen. No index comes
  /// twice. Where several are equally likely, the first of `former` is taken.
  func match(former: [MatchCandidate], new: [MatchCandidate]) -> [Int?]
}

/// A finding as matching sees it.
public struct MatchCandidate: Sendable, Hashable {
  public var rule: String
  /// What a finding of its kind is by itself, without places: a secret's keyed hash, a package and its advisory.
  /// Empty where only code tells.
  public var key: String
  public var path: String
  /// 0 where unknown.
  public var line: Int
  public var code: String
  public var context: String
  public var scope: String

  public init(
    rule: String, key: String, path: String, line: Int, code: String, context: String,
    scope: String
  ) {
    self.rule = rule
    self.key = key
    self.path = path
    self.line = line
    self.code = code
    self.context = context
    self.scope = scope
  }
}

/// Matches by the key of the kind, else by rule, path and code: the simplest that keeps the laws.
public struct PlainMatching: FindingMatching {
  public let version = 1

  public init() {}

  public func match(former: [MatchCandidate], new: [MatchCandidate]) -> [Int?] {
    var out = [Int?](repeating: nil, count: new.count)
    var isTaken = [Bool](repeating: false, count: former.count)
    pass(former, new, &out, &isTaken) { [$0.rule, $0.key, $0.path, "\($0.line)", $0.code] }
    pass(former, new, &out, &isTaken) { [$0.rule, $0.key, $0.path, $0.code] }
    // A key says it all; lines of code may have moved to another file.
    pass(former, new, &out, &isTaken) { [$0.rule, $0.key, $0.key.isEmpty ? $0.code : ""] }
    return out
  }

  /// Pairs those that are equal by `key`, in their order.
  private func pass(
    _ former: [MatchCandidate], _ new: [MatchCandidate], _ out: inout [Int?],
    _ isTaken: inout [Bool], key: (MatchCandidate) -> [String]
  ) {
    var open: [[String]: [Int]] = [:]
    for index in former.indices.reversed() where !isTaken[index] {
      open[key(former[index]), default: []].append(index)
    }
    guard !open.isEmpty else { return }
    for index in new.indices where out[index] == nil {
      guard let match = open[key(new[index])]?.popLast() else { continue }
      out[index] = match
      isTaken[match] = true
    }
  }
}
