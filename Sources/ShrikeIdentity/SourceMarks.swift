import ShrikeText

/// Makes the `CodeMarks` of findings in one file: one pass over its text, then some hundred steps a
/// finding. The text may be anything; what is no program has no scopes and statements of one line.
public struct SourceMarks: Sendable {
  /// Of normalised bytes: from so many on, a line's text alone says which one it is.
  static let longLine = 24
  /// Statements of more lines are known by their line alone.
  static let statementLines = 40

  private let bytes: [UInt8]
  private let lines: [OutlineLine]
  private let names: ScopeNames
  /// Numbers (from 0) of the lines that count as context, and their hashes.
  private let significant: [Int]
  private let hashes: [UInt64]

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var outline = Outline()
    bytes.withUnsafeBufferPointer { outline.read($0) }
    lines = outline.lines
    names = ScopeNames(outline)
    var significant: [Int] = []
    var hashes: [UInt64] = []
    for (number, line) in lines.enumerated() where line.isCode {
      significant.append(number)
      hashes.append(LineText(bytes, line.code).mark)
    }
    self.significant = significant
    self.hashes = hashes
  }

  public var lineCount: Int { lines.count }

  /// The marks of a finding; nil when the file has no such line.
  ///
  /// - Parameters:
  ///   - line: from 1.
  ///   - column: in code points from 1; 0 where unknown.
  public func marks(line: Int, column: Int = 0) -> CodeMarks? {
    guard line >= 1, line <= lines.count else { return nil }
    let number = line - 1
    let own = lines[number]
    // A finding in a comment or an empty line is about all that stands there.
    let range = own.isCode ? own.code : own.content
    let text = LineText(bytes, range)
    let tailStart = offset(ofColumn: column, in: own.content)
    let tail =
      tailStart > range.lower && tailStart < range.upper
      ? LineText(bytes, ByteRange(tailStart, range.upper)) : text
    let first = Int(own.statement)
    let position = rank(number)
    let afterPosition =
      position < significant.count && significant[position] == number ? position + 1 : position
    return CodeMarks(
      line: text.mark, tail: tail.mark, statement: statement(from: first) ?? text.mark,
      shape: tail.shape,
      sketch: sketch(ByteRange(max(range.lower, min(tailStart, range.upper)), range.upper)),
      scope: names.scope(of: first, lines, bytes),
      before: context(before: position), after: context(from: afterPosition),
      isLong: text.bytes.count >= Self.longLine)
  }

  /// The offset of a column; the line's end where it is too long.
  private func offset(ofColumn column: Int, in range: ByteRange) -> Int {
    guard column > 1 else { return range.lower }
    var left = column - 1
    var offset = range.lower
    while offset < range.upper, left > 0 {
      offset += 1
      while offset < range.upper, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      left -= 1
    }
    return offset
  }

  /// The least of eight hashes over the words behind the first call or assignment (MinHash).
  private func sketch(_ range: ByteRange) -> UInt64 {
    var least = [UInt64](repeating: .max, count: 8)
    var offset =
      bytes[range.lower..<range.upper].firstIndex {
        $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "=")
      } ?? range.upper
    var hasWords = false
    while offset < range.upper {
      guard Header.isWord(bytes[offset]) else {
        offset += 1
        continue
      }
      var word = TextMark()
      while offset < range.upper, Header.isWord(bytes[offset]) {
        word.add(bytes[offset])
        offset += 1
      }
      hasWords = true
      for index in 0..<8 {
        least[index] = min(
          least[index], TextMark.mixed(word.value &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15))
      }
    }
    guard hasWords else { return 0 }
    return least.reduce(0) { $0 << 8 | $1 & 0xFF }
  }

  // MARK: statements

  /// The mark of the statement that begins on a line, nil where it is too long to be one.
  private func statement(from first: Int) -> UInt64? {
    var text = LineText()
    let depth = first > 0 ? lines[first - 1].depth : 0
    for number in first..<lines.count {
      guard number - first < Self.statementLines else { return nil }
      let line = lines[number]
      if line.isCode { text.append(bytes, line.code) }
      if line.depth <= depth, !line.goesOn { break }
    }
    guard !text.bytes.isEmpty else { return nil }
    return text.mark
  }

  // MARK: context

  /// The first context line at or after a line.
  private func rank(_ number: Int) -> Int {
    var low = 0
    var high = significant.count
    while low < high {
      let middle = (low + high) / 2
      if significant[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func context(before position: Int) -> CodeMarks.Context {
    context(stride(from: position - 1, through: 0, by: -1))
  }

  private func context(from position: Int) -> CodeMarks.Context {
    context(stride(from: position, to: hashes.count, by: 1))
  }

  private func context(_ order: some Sequence<Int>) -> CodeMarks.Context {
    let counts = CodeMarks.Context.lineCounts
    var result = CodeMarks.Context()
    var mark = TextMark()
    var taken = 0
    for index in order.prefix(counts.wide) {
      mark.add(hashes[index])
      taken += 1
      if taken == counts.near { result.near = mark.value }
      if taken == counts.middle { result.middle = mark.value }
    }
    guard taken > 0 else { return result }
    // The end of the file is a line of its own kind.
    if taken < counts.wide { mark.add(UInt64(taken) &+ 0xE0F) }
    result.wide = mark.value
    if taken < counts.near { result.near = mark.value }
    if taken < counts.middle { result.middle = mark.value }
    return result
  }
}

/// A line's text without blanks, in one style of quotes, without the commas and semicolons that end it.
struct LineText {
  private(set) var bytes: [UInt8] = []

  init() {}

  init(_ source: [UInt8], _ range: ByteRange) {
    bytes.reserveCapacity(range.count)
    append(source, range)
  }

  mutating func append(_ source: [UInt8], _ range: ByteRange) {
    for offset in range.lower..<range.upper {
      let byte = source[offset]
      switch byte {
      case 0x09...0x0D, 0x20: continue
      case UInt8(ascii: "'"), UInt8(ascii: "`"): bytes.append(UInt8(ascii: "\""))
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if bytes.last == UInt8(ascii: ",") { bytes.removeLast() }
        bytes.append(byte)
      case UInt8(ascii: "\\") where offset + 1 == range.upper: continue
      default: bytes.append(byte)
      }
    }
  }

  private var end: Int {
    var end = bytes.count
    while end > 1, bytes[end - 1] == UInt8(ascii: ",") || bytes[end - 1] == UInt8(ascii: ";") {
      end -= 1
    }
    return end
  }

  var mark: UInt64 {
    var mark = TextMark()
    mark.add(bytes[..<end])
    return mark.value
  }

  /// The mark of the text up to its first call or assignment; 0 without one.
  var shape: UInt64 {
    let stop = bytes.firstIndex { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "=") }
    guard let stop, stop > 1 else { return 0 }
    var mark = TextMark()
    mark.add(bytes[...stop])
    return mark.value
  }
}
