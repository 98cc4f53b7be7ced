import ShrikeFormats
import ShrikeText

extension Permissions {
  var range: ByteRange { ByteRange(key.range.lower, max(key.range.upper, node.range.upper)) }
}

extension Permissions.Scope {
  var range: ByteRange { ByteRange(name.node.range.lower, value.node.range.upper) }
}

extension Job {
  /// It is another workflow.
  var isCall: Bool { call != nil || node["uses"] != nil }
  /// From its id to its end.
  var range: ByteRange {
    ByteRange(id.node.range.lower, max(id.node.range.upper, node.range.upper))
  }
  /// Where it is named best.
  var grip: ByteRange { name?.node.range ?? id.node.range }
  /// Key and value of an entry.
  func range(of key: String) -> ByteRange { node.entry(key)?.range ?? id.node.range }
}

extension Text {
  /// The expression of a condition, which stands in `${{ }}` or alone, and the number of its
  /// interpolation.
  var asCondition: (expression: Expression, interpolation: Int?)? {
    if let first = interpolations.first { return first.expression.map { ($0, 0) } }
    return ExpressionParser.parse(value).map { ($0, nil) }
  }

  func conditionSite(_ part: ByteRange, _ interpolation: Int?, _ document: Document) -> ByteRange {
    interpolation.map { site(part, of: $0, in: document) } ?? place(part)
  }
}

extension Workflow {
  /// The key `on` and its value.
  var onRange: ByteRange? {
    guard let onKey else { return nil }
    let value = document.root["on"]?.range.upper ?? 0
    return ByteRange(onKey.range.lower, max(onKey.range.upper, value))
  }
  var isReusable: Bool { trigger("workflow_call") != nil }
  /// Nothing but other workflows starts it.
  var isReusableOnly: Bool { isReusable && triggers?.count == 1 }
}

extension Document {
  /// Whether a word stands anywhere in the file, in any case: cheaper than a look at every node.
  func mentions(_ word: String) -> Bool {
    text.bytes.withUnsafeBufferPointer { findCaseless(Array(word.utf8), in: $0) } != nil
  }

  /// What a comment on the line says after a value; nil where it says nothing.
  func comment(after node: Node) -> Substring? {
    let line = text.bytes[min(node.range.upper, text.bytes.count)...].prefix { $0 != 0x0A }
    guard let hash = line.firstIndex(of: UInt8(ascii: "#")) else { return nil }
    let comment = String(decoding: line[(hash + 1)...], as: UTF8.self).trimmed
    return comment.isEmpty ? nil : comment
  }
}
