import ShrikeText

/// One line as `Outline` sees it.
struct OutlineLine {
  /// With its indentation, without its ending.
  var content: ByteRange
  /// Without indentation and comments; empty on a line that has nothing else.
  var code: ByteRange
  /// Columns of white space before the code; a tab counts as four.
  var indentation: Int32
  /// The line (from 0) on which the statement began that this line continues; itself otherwise.
  var statement: Int32
  /// Round and square brackets that are open at the line's end.
  var depth: Int32
  /// Whether a string or a continued line goes on in the next.
  var goesOn: Bool
  /// Whether it begins within a string of several lines.
  var startsInText: Bool

  var isCode: Bool { code.count > 0 }
}

/// The lines of a text of any language: where comments, statements and indentation stand.
///
/// One pass that knows brackets, quotes and comments as most languages have them. Where it is
/// mistaken, it is so for both scans alike.
struct Outline {
  /// A bracket that is open for so many lines was none.
  static let openLines = 200
  static let bracesLimit = 1_000

  private(set) var lines: [OutlineLine] = []
  /// Of each line, the line (from 0) that encloses it by indentation; -1 at the top.
  private(set) var parents: [Int32] = []

  private enum Mode: Equatable {
    case code
    case comment(closing: StaticClosing)
    case text(UInt8)
  }

  private enum StaticClosing: Equatable { case slash, arrow }

  private var mode = Mode.code
  /// Round and square brackets that are open, and how many were at each open brace.
  private var depth = 0
  private var braces: [Int] = []
  private var statementStart = 0
  private var continues = false
  /// Closers that are known not to come any more.
  private var missing: Set<UInt8> = []
  /// Lines that may enclose others, by growing indentation.
  private var open: [(line: Int32, indentation: Int32)] = []

  private var base: Int { braces.last ?? 0 }

  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    lines.reserveCapacity(bytes.count / 32 + 1)
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
      readLine(bytes, start, end)
      if end + 1 < bytes.count, bytes[end] == 0x0D, bytes[end + 1] == 0x0A { end += 1 }
      start = end + 1
    }
    if lines.isEmpty || bytes.last == 0x0A || bytes.last == 0x0D {
      readLine(bytes, bytes.count, bytes.count)
    }
  }

  private mutating func readLine(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    let number = lines.count
    let startsInText = if case .text = mode { true } else { false }
    if !startsInText, !continues, depth <= base { statementStart = number }
    if number - statementStart > Self.openLines {
      depth = base
      if startsInText { mode = .code }
      statementStart = number
    }
    continues = false
    var at = start
    var indentation: Int32 = 0
    while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 {
      indentation += bytes[at] == 0x09 ? 4 : 1
      at += 1
    }
    let (lower, upper) = scan(bytes, at, end)
    let inText = if case .text = mode { true } else { false }
    let line = OutlineLine(
      content: ByteRange(start, end), code: ByteRange(lower, upper), indentation: indentation,
      statement: Int32(truncatingIfNeeded: statementStart),
      depth: Int32(truncatingIfNeeded: depth), goesOn: continues || inText,
      startsInText: startsInText)
    lines.append(line)
    nest(line, number, bytes)
  }

  // MARK: brackets, quotes and comments

  /// The code of a line: from the first byte that is no comment to the last.
  private mutating func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> (Int, Int) {
    var at = start
    var lower = end
    var upper = start
    var quote: UInt8?
    func next(_ offset: Int) -> UInt8 { offset < end ? bytes[offset] : 0 }
    while at < end {
      let byte = bytes[at]
      switch mode {
      case .comment(let closing):
        let mark: UInt8 = closing == .slash ? UInt8(ascii: "*") : UInt8(ascii: "-")
        if byte == mark, closing == .slash, next(at + 1) == UInt8(ascii: "/") {
          mode = .code
          at += 2
        } else if byte == mark, closing == .arrow, next(at + 1) == mark,
          next(at + 2) == UInt8(ascii: ">")
        {
          mode = .code
          at += 3
        } else {
          at += 1
        }
        continue
      case .text(let mark):
        lower = min(lower, at)
        if byte == mark, next(at + 1) == mark, next(at + 2) == mark {
          mode = .code
          at += 3
        } else {
          at += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        upper = min(at, end)
        continue
      case .code: break
      }
      if let open = quote {
        if byte == UInt8(ascii: "\\") { at += 1 } else if byte == open { quote = nil }
        at += 1
        upper = min(at, end)
        continue
      }
      if byte == 0x20 || byte == 0x09 {
        at += 1
        continue
      }
      if comments(bytes, at, start, end) { break }
      if case .comment = mode {
        at += 2
        continue
      }
      lower = min(lower, at)
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if next(at + 1) == byte, next(at + 2) == byte, closes(bytes, at + 3, byte) {
          mode = .text(byte)
          at += 2
        } else {
          quote = byte
        }
      case UInt8(ascii: "`"): quote = byte
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth = max(base, depth - 1)
      case UInt8(ascii: "{"): if braces.count < Self.bracesLimit { braces.append(depth) }
      case UInt8(ascii: "}"): depth = braces.popLast() ?? 0
      case UInt8(ascii: "\\") where at + 1 == end: continues = true
      default: break
      }
      at += 1
      upper = at
    }
    return lower < upper ? (lower, upper) : (start, start)
  }

  /// Whether the rest of the line is a comment; one of several lines becomes the mode.
  private mutating func comments(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ start: Int, _ end: Int
  ) -> Bool {
    let byte = bytes[at]
    let before: UInt8 = at > start ? bytes[at - 1] : 0x20
    let follows =
      before == 0x20 || before == 0x09 || before == UInt8(ascii: ";") || before == UInt8(ascii: "{")
      || before == UInt8(ascii: "}") || before == UInt8(ascii: ")") || before == UInt8(ascii: ",")
    guard follows, at < end else { return false }
    let second: UInt8 = at + 1 < end ? bytes[at + 1] : 0
    switch byte {
    case UInt8(ascii: "#"): return before == 0x20 || before == 0x09
    case UInt8(ascii: "/"):
      if second == UInt8(ascii: "/") { return true }
      if second == UInt8(ascii: "*"), closes(bytes, at + 2, UInt8(ascii: "/")) {
        mode = .comment(closing: .slash)
      }
    case UInt8(ascii: "-"):
      return at == start && second == byte && (at + 2 == end || bytes[at + 2] == 0x20)
    case UInt8(ascii: "<"):
      if at + 3 < end, second == UInt8(ascii: "!"), bytes[at + 2] == UInt8(ascii: "-"),
        bytes[at + 3] == UInt8(ascii: "-"), closes(bytes, at + 4, UInt8(ascii: ">"))
      {
        mode = .comment(closing: .arrow)
      }
    default: break
    }
    return false
  }

  /// Whether what opens here is closed further on; where it is not, nothing of its kind is any more.
  private mutating func closes(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ kind: UInt8
  ) -> Bool {
    if missing.contains(kind) || start >= bytes.count { return false }
    let closing: [UInt8] =
      switch kind {
      case UInt8(ascii: "/"): Array("*/".utf8)
      case UInt8(ascii: ">"): Array("-->".utf8)
      default: [kind, kind, kind]
      }
    if find(closing, in: UnsafeBufferPointer(rebasing: bytes[start...])) != nil { return true }
    missing.insert(kind)
    return false
  }

  // MARK: what encloses a line

  private mutating func nest(
    _ line: OutlineLine, _ number: Int, _ bytes: UnsafeBufferPointer<UInt8>
  ) {
    guard line.isCode, Int(line.statement) == number, !line.startsInText,
      !isClosing(bytes, line.code)
    else {
      parents.append(
        open.suffix(ScopeNames.levels).last { $0.indentation < line.indentation }?.line ?? -1)
      return
    }
    while let last = open.last, last.indentation >= line.indentation { open.removeLast() }
    parents.append(open.last?.line ?? -1)
    open.append((Int32(truncatingIfNeeded: number), line.indentation))
  }

  /// Whether a line only closes what others opened, or holds nothing but the brace after a header.
  private func isClosing(_ bytes: UnsafeBufferPointer<UInt8>, _ code: ByteRange) -> Bool {
    switch bytes[code.lower] {
    case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"): true
    case UInt8(ascii: "{"): code.count == 1
    default: false
    }
  }
}
