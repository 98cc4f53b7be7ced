import ShrikeText

/// Reads one mapping of a configuration and collects every mistake in it: unknown keys with the
/// word that was probably meant, values of the wrong type at their place with what was expected.
///
/// ```swift
/// guard let rule = KeyCheck(node, area: "rules", "a rule", known: ["id", "regex"], &diagnostics)
/// else { continue }
/// let id = rule.required("id", &diagnostics) { $0.string("id", &$1) }
/// ```
/// A getter gives nil for a missing key and, after its diagnostic, for a wrong value; `null` counts
/// as missing. Codes: `<area>.unknown-key` (warning), `<area>.type`, `<area>.missing`,
/// `<area>.value`.
public struct KeyCheck: Sendable {
  public let node: Node
  public let area: String
  private let what: String
  private let known: [String]

  /// Nil, after a diagnostic, when the node is no mapping. `what` names it for people: `a rule`.
  public init?(
    _ node: Node, area: String, _ what: String, known: [String],
    _ diagnostics: inout Diagnostics
  ) {
    self.node = node
    self.area = area
    self.what = what
    self.known = known
    guard node.isMapping else {
      mismatch(node, "\(what) with keys", &diagnostics)
      return nil
    }
    for entry in node.entries where !known.contains(entry.name) {
      let text = node.tree.source
      let meant = text.quotes ? suggestion(for: entry.name, among: known) : nil
      diagnostics.report(
        entry.key.diagnostic(
          .warning, "\(area).unknown-key",
          "\(text.quoted(entry.name, else: "this")) is no key of \(what)",
          label: meant.map { "did you mean '\($0)'?" },
          help: meant == nil ? "the keys are \(known.sorted().joined(separator: ", "))" : nil))
    }
  }

  /// The value of a key, unless it is missing or null.
  public func value(_ key: String) -> Node? {
    assert(known.contains(key), "'\(key)' is read but not among the known keys")
    return node[key].flatMap { $0.isNull ? nil : $0 }
  }

  public func string(_ key: String, _ diagnostics: inout Diagnostics) -> String? {
    get(key, "a string", &diagnostics) { $0.string }
  }

  /// Any scalar as it is written: a version `1.10` without quotes stays `1.10`.
  public func text(_ key: String, _ diagnostics: inout Diagnostics) -> String? {
    get(key, "a single value", &diagnostics) { $0.text }
  }

  public func int(
    _ key: String, in range: ClosedRange<Int> = Int.min...Int.max,
    _ diagnostics: inout Diagnostics
  ) -> Int? {
    guard let value = get(key, "a whole number", &diagnostics, { $0.int }) else { return nil }
    guard range.contains(value) else {
      let bounds =
        range.upperBound == Int.max
        ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      return reject(key, "'\(key)' is a number \(bounds)", &diagnostics)
    }
    return value
  }

  public func double(_ key: String, _ diagnostics: inout Diagnostics) -> Double? {
    get(key, "a number", &diagnostics) { $0.double }
  }

  public func bool(_ key: String, _ diagnostics: inout Diagnostics) -> Bool? {
    get(key, "true or false", &diagnostics) { $0.bool }
  }

  /// A list of strings; a single string counts as a list of one. Every element that is none is
  /// reported, the others are given.
  public func strings(_ key: String, _ diagnostics: inout Diagnostics) -> [String]? {
    guard let value = value(key) else { return nil }
    if let single = value.string { return [single] }
    guard value.isSequence else {
      mismatch(value, "a list of strings", &diagnostics)
      return nil
    }
    var out: [String] = []
    for element in value.elements {
      if let string = element.string {
        out.append(string)
      } else {
        mismatch(element, "a string", &diagnostics)
      }
    }
    return out
  }

  /// The elements of a list.
  public func list(_ key: String, _ diagnostics: inout Diagnostics) -> Node.Elements? {
    get(key, "a list", &diagnostics) { $0.isSequence ? $0.elements : nil }
  }

  /// A mapping below, with its own known keys.
  public func mapping(
    _ key: String, _ what: String, known: [String], _ diagnostics: inout Diagnostics
  ) -> KeyCheck? {
    value(key).flatMap { KeyCheck($0, area: area, what, known: known, &diagnostics) }
  }

  /// One of a type's words: `config.severity: 'hihg' is not a severity`, with the word that was
  /// meant.
  public func word<T: RawRepresentable & CaseIterable>(
    _ key: String, _ what: String, as type: T.Type = T.self, _ diagnostics: inout Diagnostics
  ) -> T? where T.RawValue == String {
    guard let text = string(key, &diagnostics), let value = value(key) else { return nil }
    if let match = T(rawValue: text) { return match }
    let words = T.allCases.map(\.rawValue)
    let source = node.tree.source
    let meant = source.quotes ? suggestion(for: text, among: words) : nil
    diagnostics.report(
      value.diagnostic(
        .error, "\(area).value", "\(source.quoted(text, else: "this")) is not \(what)",
        label: meant.map { "did you mean '\($0)'?" },
        help: meant == nil ? "it is one of \(words.joined(separator: ", "))" : nil))
    return nil
  }

  /// What `read` gives; a diagnostic when the key is missing.
  public func required<T>(
    _ key: String, _ diagnostics: inout Diagnostics,
    _ read: (KeyCheck, inout Diagnostics) -> T?
  ) -> T? {
    guard value(key) != nil else {
      let at = node.tree.source
      let start = node.range.lower
      diagnostics.report(
        at.diagnostic(
          .error, "\(area).missing", "\(what) needs '\(key)'", at: ByteRange(start, start + 1)))
      return nil
    }
    return read(self, &diagnostics)
  }

  /// Reports what is wrong with a key's value and gives nil.
  public func reject<T>(
    _ key: String, _ message: String, help: String? = nil, _ diagnostics: inout Diagnostics
  ) -> T? {
    diagnostics.report(
      (node[key] ?? node).diagnostic(.error, "\(area).value", message, help: help))
    return nil
  }

  private func get<T>(
    _ key: String, _ expected: String, _ diagnostics: inout Diagnostics, _ read: (Node) -> T?
  ) -> T? {
    guard let value = value(key) else { return nil }
    if let result = read(value) { return result }
    mismatch(value, expected, &diagnostics)
    return nil
  }

  private func mismatch(_ node: Node, _ expected: String, _ diagnostics: inout Diagnostics) {
    diagnostics.report(
      node.diagnostic(
        .error, "\(area).type", "expected \(expected), found \(node.kind.words)"))
  }
}

extension Node.Kind {
  /// For messages: `a list`.
  public var words: String {
    switch self {
    case .null: "nothing"
    case .bool: "true or false"
    case .integer: "a whole number"
    case .float: "a number"
    case .string: "a string"
    case .dateTime: "a date"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
