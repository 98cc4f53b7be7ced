import ShrikeText

extension Node {
  /// Where a part of the text stands in the file: exact for text that stands there byte by byte and
  /// for YAML's literal blocks (`run: |`), whose lines are only indented; else the whole node.
  ///
  /// `part` counts bytes of the text. Cost: one pass over the text.
  public func place(ofText part: Range<Int>) -> ByteRange {
    if let content = contentRange {
      let lower = min(content.lower + max(0, part.lowerBound), content.upper)
      return ByteRange(lower, min(content.lower + part.upperBound, content.upper))
    }
    guard record.flags & NodeRecord.literal != 0,
      let lower = literalOffset(of: part.lowerBound), let upper = literalOffset(of: part.upperBound)
    else { return range }
    return ByteRange(lower, upper)
  }

  /// A literal block's line k is the k-th line after its header, less the indentation.
  private func literalOffset(of offset: Int) -> Int? {
    withText { text in
      guard offset >= 0, offset <= text.count else { return nil }
      var line = 0
      var lineStart = 0
      for index in 0..<offset where text[index] == 0x0A {
        line += 1
        lineStart = index + 1
      }
      var lineEnd = offset
      while lineEnd < text.count, text[lineEnd] != 0x0A { lineEnd += 1 }
      let source = tree.source.text
      return source.bytes.withUnsafeBufferPointer { bytes in
        let block = range
        guard let bar = (block.lower..<block.upper).first(where: { bytes[$0] == 0x7C }) else {
          return nil
        }
        let content = source.lines.content(
          ofLine: source.lines.line(of: bar) + 1 + line, in: bytes)
        let indentation = content.count - (lineEnd - lineStart)
        guard indentation >= 0 else { return nil }
        return min(content.lower + indentation + offset - lineStart, block.upper)
      }
    } ?? nil
  }

  /// The places of all lines of a scalar's text; of one that is no literal block, its beginning for
  /// each of them. One pass.
  func addLines(of text: UnsafeBufferPointer<UInt8>, to places: inout PlaceMap) {
    let source = tree.source.text
    let block = range
    source.bytes.withUnsafeBufferPointer { bytes in
      let bar =
        record.flags & NodeRecord.literal != 0
        ? (block.lower..<block.upper).first { bytes[$0] == 0x7C } : nil
      var line = bar.map { source.lines.line(of: $0) } ?? 0
      var start = 0
      while start < text.count {
        var end = start
        while end < text.count, text[end] != 0x0A { end += 1 }
        var place = block.lower
        if bar != nil {
          line += 1
          let content = source.lines.content(ofLine: line, in: bytes)
          place = min(content.lower + max(0, content.count - (end - start)), block.upper)
        }
        places.add(start, place)
        start = end + 1
      }
    }
  }
}
