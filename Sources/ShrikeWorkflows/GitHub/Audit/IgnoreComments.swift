import ShrikeFormats
import ShrikeText

/// zizmor's comments `# zizmor: ignore[ident]` of a file, by line.
struct IgnoreComments {
  private var lines: [(line: Int, names: [Substring])] = []

  var isEmpty: Bool { lines.isEmpty }

  /// None.
  init() {}

  init(_ document: Document) {
    let bytes = document.text.bytes
    let mark = Array("# zizmor: ignore[".utf8)
    bytes.withUnsafeBufferPointer { buffer in
      var from = 0
      while from < buffer.count,
        let hit = find(mark, in: UnsafeBufferPointer(rebasing: buffer[from...]))
      {
        let start = from + hit + mark.count
        var end = start
        while end < buffer.count, buffer[end] != 0x0A { end += 1 }
        from = end
        let text = String(bytes: UnsafeBufferPointer(rebasing: buffer[start..<end]))
        guard let close = text.lastIndex(of: "]") else { continue }
        let after = text[text.index(after: close)...]
        guard after.isEmpty || after.first?.isWhitespace ?? true,
          !Self.isText(start, in: document.root, buffer)
        else { continue }
        let names = text[..<close].split(separator: ",").map {
          $0.drop { $0 == " " }.prefix { $0 != " " }
        }
        lines.append((document.text.lines.line(of: start), names))
      }
    }
  }

  /// Whether a place lies within a scalar, where `#` begins no comment.
  private static func isText(
    _ offset: Int, in node: Node, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard node.range.lower < offset, offset < node.range.upper, node.aliasTarget == nil else {
      return false
    }
    if node.isMapping {
      return node.entries.contains {
        isText(offset, in: $0.key, bytes) || isText(offset, in: $0.value, bytes)
      }
    }
    if node.isSequence { return node.elements.contains { isText(offset, in: $0, bytes) } }
    // A comment may stand behind the bar of a block.
    return !node.isBlock || bytes[node.range.lower..<offset].contains(0x0A)
  }

  func silences(_ rule: PipelineRule, in range: ByteRange, _ document: Document) -> Bool {
    let first = document.text.lines.line(of: range.lower)
    let last = document.text.lines.line(of: max(range.lower, range.upper - 1))
    return lines.contains { entry in
      (first...last).contains(entry.line)
        && entry.names.contains { name in
          name == rule.id || rule.aliases.contains { $0 == name }
        }
    }
  }
}
