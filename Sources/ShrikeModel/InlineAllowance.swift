import ShrikeText

/// `shrike:allow <rule> reason` in a comment: silences one rule on its line, for every engine.
public struct InlineAllowance: Sendable, Hashable {
  public static let keyword = "shrike:allow"

  /// The id as written, with or without its pack; `*` is every rule.
  public var rule: String
  public var reason: String?

  /// Reads the first allowance of a line.
  public init?(in line: UnsafeBufferPointer<UInt8>) {
    guard let at = find(Array(Self.keyword.utf8), in: line) else { return nil }
    var rest = String(bytes: UnsafeBufferPointer(rebasing: line[(at + Self.keyword.utf8.count)...]))
    // The comment's own end does not belong to the reason.
    for end in ["*/", "-->", "--}}", "#}", "%>"] {
      if let cut = Self.range(of: end, in: rest) { rest = String(rest[..<cut]) }
    }
    let words = rest.split(separator: " ", omittingEmptySubsequences: true)
    guard rest.first == " ", let first = words.first else { return nil }
    rule = String(first)
    let reason = words.dropFirst().joined(separator: " ")
    self.reason = reason.isEmpty ? nil : reason
  }

  private static func range(of part: String, in text: String) -> String.Index? {
    text.indices.first { text[$0...].hasPrefix(part) }
  }

  /// Whether it names the rule: by its id, with or without its pack, or by the id of the same rule elsewhere.
  public func covers(rule id: String, pack: String, aliases: [String] = []) -> Bool {
    rule == id || rule == "\(pack)/\(id)" || rule == "*"
      || aliases.contains { $0 == rule || $0.hasSuffix("/\(rule)") }
  }
}
