import ShrikeFormats
import ShrikeText

/// An expression as it stands in the file, wherever that is.
struct PlacedExpression {
  /// From `${{` to `}}`, in bytes of the file; ranges of the expression count there too.
  let range: ByteRange
  let expression: Expression

  /// Every `${{ … }}` in the scalars of a document, once, however many aliases stand for it.
  static func all(in document: Document, below top: Node? = nil) -> [PlacedExpression] {
    var found: [PlacedExpression] = []
    document.text.bytes.withUnsafeBufferPointer { bytes in
      let mark = Array("${{".utf8)
      guard find(mark, in: bytes) != nil else { return }
      func visit(_ node: Node) {
        guard node.aliasTarget == nil else { return }
        switch node.kind {
        case .mapping:
          for entry in node.entries {
            visit(entry.key)
            visit(entry.value)
          }
        case .sequence: for element in node.elements { visit(element) }
        case .string:
          var from = node.range.lower
          let end = min(node.range.upper, bytes.count)
          while from < end,
            let hit = find(mark, in: UnsafeBufferPointer(rebasing: bytes[from..<end]))
          {
            let start = from + hit
            let (result, after) = ExpressionParser.parse(
              UnsafeBufferPointer(rebasing: bytes[..<end]), from: start + 3)
            if let expression = try? result.get() {
              found.append(
                PlacedExpression(range: ByteRange(start, after), expression: expression))
            }
            from = max(after, start + 3)
          }
        default: break
        }
      }
      visit(top ?? document.root)
    }
    return found
  }
}

extension Text {
  /// Where a part stands in the file: of folded text the place of its first word.
  func site(_ part: ByteRange, in document: Document) -> ByteRange {
    if node.contentRange != nil || node.isLiteral { return place(part) }
    let text = Array(value.utf8)
    guard part.upper <= text.count else { return node.range }
    let word = Array(text[part.lower..<part.upper].prefix { $0 != 0x20 && $0 != 0x0A })
    return document.text.bytes.withUnsafeBufferPointer { bytes in
      // Indentation only adds to the offset.
      let from = min(node.range.lower + part.lower, bytes.count)
      let rest = UnsafeBufferPointer(
        rebasing: bytes[from..<max(from, min(node.range.upper, bytes.count))])
      guard let hit = find(word, in: rest) else { return node.range }
      return ByteRange(from + hit, from + hit + word.count)
    }
  }

  /// Where a part of one of its expressions stands in the file: exact also where the text is folded
  /// or escaped, as long as the part itself is not.
  func site(_ part: ByteRange, of interpolation: Int, in document: Document) -> ByteRange {
    if node.contentRange != nil || node.isLiteral { return place(part) }
    let all = interpolations
    return document.text.bytes.withUnsafeBufferPointer { bytes in
      let end = min(node.range.upper, bytes.count)
      var from = node.range.lower
      let mark = Array("${{".utf8)
      for number in 0...interpolation {
        guard from < end, let hit = find(mark, in: UnsafeBufferPointer(rebasing: bytes[from..<end]))
        else { return node.range }
        from += hit + (number < interpolation ? 3 : 0)
      }
      let lead = part.lower - all[interpolation].range.lower
      let text = Array(value.utf8)
      guard lead >= 0, part.upper <= text.count else { return node.range }
      let word = Array(text[part.lower..<part.upper].prefix { $0 != 0x20 && $0 != 0x0A })
      guard let hit = find(word, in: UnsafeBufferPointer(rebasing: bytes[from..<end])) else {
        return ByteRange(from, from + 3)
      }
      return ByteRange(from + hit, from + hit + word.count)
    }
  }
}
