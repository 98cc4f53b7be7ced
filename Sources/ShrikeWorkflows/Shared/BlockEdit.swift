import ShrikeFormats
import ShrikeModel
import ShrikeText

/// Changes of YAML's block mappings that leave everything else as it is written.
enum BlockEdit {
  /// Entries put before a key of a block mapping, one a line, at the key's depth; nil where the mapping is
  /// written in braces.
  static func insert(_ lines: [String], before key: Node, in document: Document) -> Fix.Edit? {
    guard let column = column(of: key, in: document) else { return nil }
    let indent = String(repeating: " ", count: column)
    let text = lines.map { $0 + "\n" + indent }.joined()
    return Fix.Edit(ByteRange(key.range.lower, key.range.lower), text)
  }

  /// Entries put on the lines behind the one on which a key's scalar ends, at the key's depth.
  static func insert(
    _ lines: [String], after value: Node, of key: Node, in document: Document
  ) -> Fix.Edit? {
    guard value.isScalar, !value.isBlock, let column = column(of: key, in: document) else {
      return nil
    }
    let bytes = document.text.bytes
    var end = min(value.range.upper, bytes.count)
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    let indent = String(repeating: " ", count: column)
    return Fix.Edit(ByteRange(end, end), lines.map { "\n" + indent + $0 }.joined())
  }

  /// How far a key of a block mapping is indented; nil where other things than dashes stand before it.
  private static func column(of key: Node, in document: Document) -> Int? {
    let bytes = document.text.bytes
    guard key.aliasTarget == nil, bytes.indices.contains(key.range.lower) else { return nil }
    var start = key.range.lower
    while start > 0, bytes[start - 1] != 0x0A, bytes[start - 1] != 0x0D {
      start -= 1
      guard bytes[start] == 0x20 || bytes[start] == UInt8(ascii: "-") else { return nil }
    }
    return key.range.lower - start
  }
}
