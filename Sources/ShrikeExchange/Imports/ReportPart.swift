import ShrikeFormats

/// A part of a JSON report, or nothing: what is not there is empty, so a way through a report is
/// written without questions.
///
/// Its members, like those of `Draft` and `ReportCollector`, are never inlined: 228 readers ask them all the time, and the
/// copies took half of the module's build.
struct ReportPart: Sendable {
  let node: Node?

  init(_ node: Node?) { self.node = node.flatMap { $0.isNull ? nil : $0 } }

  @inline(never)
  subscript(key: String) -> ReportPart { ReportPart(node?[key]) }
  @inline(never)
  subscript(index: Int) -> ReportPart { ReportPart(node?[index]) }

  /// False for null too.
  var exists: Bool { node != nil }
  var isObject: Bool { node?.isMapping == true }
  var isList: Bool { node?.isSequence == true }
  var isText: Bool { node?.kind == .string }
  var isEmpty: Bool { node.map { !$0.isScalar && $0.count == 0 } ?? true }
  var count: Int { node?.count ?? 0 }

  /// Any scalar's text without blanks around it; nil where that is empty.
  @inline(never)
  var word: String? {
    guard let text = node?.text else { return nil }
    return text.isEmpty ? nil : text.withoutBlanks
  }
  /// The same, empty where there is none.
  var text: String { word ?? "" }

  /// A number, also one in quotes.
  @inline(never)
  var int: Int? {
    guard let node else { return nil }
    if let int = node.int { return int }
    if let double = node.double { return Int(exactly: double.rounded(.down)) }
    return word.flatMap { Int($0) }
  }
  @inline(never)
  var double: Double? { node?.double ?? word.flatMap { Double($0) } }
  /// Also `"true"` in quotes.
  @inline(never)
  var bool: Bool? { node?.bool ?? word.flatMap { Bool($0.lowercased()) } }

  /// A list's elements; nothing for other kinds.
  @inline(never)
  var list: [ReportPart] { node?.elements.map { ReportPart($0) } ?? [] }
  /// A list's elements, or the one thing that stands where there could be several.
  @inline(never)
  var each: [ReportPart] { isList ? list : exists ? [self] : [] }
  /// The texts of a list, or the one text.
  @inline(never)
  var words: [String] { each.compactMap(\.word) }
  @inline(never)
  var entries: [(key: String, value: ReportPart)] {
    node?.entries.map { ($0.name, ReportPart($0.value)) } ?? []
  }

  /// The value of the first of the keys that has one.
  @inline(never)
  func first(_ keys: String...) -> ReportPart {
    for key in keys {
      let part = self[key]
      if part.exists { return part }
    }
    return ReportPart(nil)
  }

  /// The first word under one of the keys.
  @inline(never)
  func word(_ keys: String...) -> String? {
    for key in keys { if let word = self[key].word { return word } }
    return nil
  }

  /// Whether all keys stand here, null or not.
  @inline(never)
  func has(_ keys: String...) -> Bool {
    guard let node else { return false }
    return keys.allSatisfy { node[$0] != nil }
  }
}

extension String {
  /// Without blanks at both ends.
  @inline(never)
  var withoutBlanks: String {
    let bytes = utf8
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }),
      let last = bytes.lastIndex(where: { $0 > 0x20 })
    else { return "" }
    return String(self[first...last])
  }

  /// The host of an address, or of `host:port`.
  @inline(never)
  var hostName: String {
    var rest = self[...]
    if let mark = rest.firstRange(of: "://") { rest = rest[mark.upperBound...] }
    rest = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    if rest.hasPrefix("[") { return String(rest.dropFirst().prefix { $0 != "]" }) }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 ? String(parts[0]) : String(rest)
  }

  var nonEmpty: String? { isEmpty ? nil : self }
}
