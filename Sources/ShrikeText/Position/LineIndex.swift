/// Where the lines of one text begin; turns byte offsets into lines and columns.
///
/// A line ends at `\n`; a `\r` before it belongs to the ending. Building costs one pass over the text,
/// a look-up `log2(lines)` steps and one pass over its line.
public struct LineIndex: Sendable {
  /// Offsets of every `\n`, ascending.
  public let newlines: [Int]
  /// Length of the text in bytes.
  public let count: Int

  public init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var found: [Int] = []
    var offset = 0
    if let base = bytes.baseAddress {
      while offset < bytes.count,
        let hit = findByte(base + offset, 0x0A, bytes.count - offset)
      {
        offset += hit
        found.append(offset)
        offset += 1
      }
    }
    newlines = found
    count = bytes.count
  }

  public init(_ bytes: [UInt8]) {
    self = bytes.withUnsafeBufferPointer { LineIndex($0) }
  }

  /// Number of lines; a text that ends in a newline has no empty line after it, an empty text has one line.
  public var lineCount: Int {
    if let last = newlines.last { return last + 1 == count ? newlines.count : newlines.count + 1 }
    return 1
  }

  /// The line (from 1) that holds `offset`; a newline belongs to the line it ends.
  public func line(of offset: Int) -> Int {
    var low = 0
    var high = newlines.count
    while low < high {
      let middle = (low + high) / 2
      if newlines[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low + 1
  }

  /// First byte of a line (from 1).
  public func start(ofLine line: Int) -> Int {
    line <= 1 ? 0 : min(newlines[min(line - 2, newlines.count - 1)] + 1, count)
  }

  /// Bytes of a line without its ending.
  public func content(ofLine line: Int, in bytes: UnsafeBufferPointer<UInt8>) -> ByteRange {
    guard !newlines.isEmpty || line <= 1 else { return ByteRange(count, count) }
    let lower = start(ofLine: line)
    var upper = line - 1 < newlines.count ? newlines[line - 1] : count
    if upper > lower, bytes[upper - 1] == 0x0D { upper -= 1 }
    return ByteRange(lower, upper)
  }

  /// Line and column of a byte offset; the column counts code points, an invalid byte counts as one.
  public func position(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> SourcePosition {
    let line = line(of: offset)
    let start = start(ofLine: line)
    return SourcePosition(
      line: line, column: 1 + codePoints(bytes, from: start, to: min(offset, bytes.count)))
  }
}

/// Code points between two offsets: every byte that is no UTF-8 continuation begins one.
public func codePoints(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, to: Int) -> Int {
  var count = 0
  var index = from
  while index < to {
    if bytes[index] & 0xC0 != 0x80 { count += 1 }
    index += 1
  }
  return count
}
