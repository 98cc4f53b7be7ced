import ShrikeText

/// Cuts a file into tokens; templates within strings within templates by a stack of modes.
struct HCLLexer {
  private enum Mode {
    /// Open braces since the `${` it stands in; the file itself has none.
    case code(braces: Int)
    case quoted
    /// The marker's bytes.
    case heredoc(Range<Int>)
    /// A template file.
    case bare
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let end: Int
  private var at: Int
  private var modes: [Mode]
  /// A `/*` was met that nothing closes, and so none after it is closed.
  private var hasOpenComment = false
  /// A heredoc that begins here has no end of its own: the next block's header at the margin ends it.
  var openHeredocStart: Int?
  private(set) var tokens: [HCLToken] = []
  private(set) var comments: [ByteRange] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, asTemplate: Bool = false) {
    self.bytes = bytes
    end = bytes.count
    at = start
    modes = asTemplate ? [.bare] : [.code(braces: 0)]
    tokens.reserveCapacity(bytes.count / 4 + 8)
  }

  mutating func run() {
    while at < end {
      switch modes[modes.count - 1] {
      case .code: code()
      case .quoted: quoted()
      case .heredoc(let marker): heredoc(marker)
      case .bare: literal()
      }
    }
    add(.end, end)
  }

  @inline(__always)
  private mutating func add(_ kind: HCLToken.Kind, _ start: Int) {
    tokens.append(HCLToken(kind: kind, lower: Int32(start), upper: Int32(at)))
  }

  @inline(__always)
  private func byte(_ offset: Int) -> UInt8 {
    let index = at + offset
    return index < end ? bytes[index] : 0
  }

  // MARK: code

  private mutating func code() {
    let start = at
    let first = bytes[at]
    switch first {
    case 0x20, 0x09: at += 1
    case 0x0D where byte(1) == 0x0A:
      at += 2
      add(.newline, start)
    case 0x0D: at += 1
    case 0x0A:
      at += 1
      add(.newline, start)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      identifier(start)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): number(start)
    case UInt8(ascii: "\""):
      at += 1
      add(.openQuote, start)
      modes.append(.quoted)
    case UInt8(ascii: "#"): lineComment(start)
    case UInt8(ascii: "/"):
      if byte(1) == UInt8(ascii: "/") {
        lineComment(start)
      } else if byte(1) == UInt8(ascii: "*") {
        blockComment(start)
      } else {
        single(.slash)
      }
    case UInt8(ascii: "{"):
      if case .code(let braces) = modes[modes.count - 1] {
        modes[modes.count - 1] = .code(braces: braces + 1)
      }
      single(.openBrace)
    case UInt8(ascii: "}"): closeBrace(start)
    case UInt8(ascii: "~") where byte(1) == UInt8(ascii: "}"):
      at += 1
      closeBrace(start)
    case UInt8(ascii: "["): single(.openBracket)
    case UInt8(ascii: "]"): single(.closeBracket)
    case UInt8(ascii: "("): single(.openParenthesis)
    case UInt8(ascii: ")"): single(.closeParenthesis)
    case UInt8(ascii: "="):
      if byte(1) == UInt8(ascii: "=") {
        double(.equal)
      } else if byte(1) == UInt8(ascii: ">") {
        double(.arrow)
      } else {
        single(.equals)
      }
    case UInt8(ascii: "!"): byte(1) == UInt8(ascii: "=") ? double(.notEqual) : single(.not)
    case UInt8(ascii: ">"):
      byte(1) == UInt8(ascii: "=") ? double(.greaterEqual) : single(.greater)
    case UInt8(ascii: "<"):
      if byte(1) == UInt8(ascii: "<"), openHeredoc(start) { return }
      byte(1) == UInt8(ascii: "=") ? double(.lessEqual) : single(.less)
    case UInt8(ascii: "&") where byte(1) == UInt8(ascii: "&"): double(.and)
    case UInt8(ascii: "|") where byte(1) == UInt8(ascii: "|"): double(.or)
    case UInt8(ascii: "+"): single(.plus)
    case UInt8(ascii: "-"): single(.minus)
    case UInt8(ascii: "*"): single(.star)
    case UInt8(ascii: "%"): single(.percent)
    case UInt8(ascii: "."):
      if byte(1) == UInt8(ascii: "."), byte(2) == UInt8(ascii: ".") {
        at += 3
        add(.ellipsis, start)
      } else {
        single(.dot)
      }
    case UInt8(ascii: ","): single(.comma)
    case UInt8(ascii: "?"): single(.question)
    case UInt8(ascii: ":"): byte(1) == UInt8(ascii: ":") ? double(.doubleColon) : single(.colon)
    case 0x80...:
      if let scalar = scalar(at), scalar.value.properties.isIDStart {
        identifier(start)
      } else {
        at += scalar(at)?.length ?? 1
        add(.invalid, start)
      }
    default: single(.invalid)
    }
  }

  @inline(__always)
  private mutating func single(_ kind: HCLToken.Kind) {
    at += 1
    add(kind, at - 1)
  }

  @inline(__always)
  private mutating func double(_ kind: HCLToken.Kind) {
    at += 2
    add(kind, at - 2)
  }

  private mutating func closeBrace(_ start: Int) {
    at += 1
    guard case .code(let braces) = modes[modes.count - 1] else { return }
    if braces == 0, modes.count > 1 {
      modes.removeLast()
      add(.sequenceEnd, start)
    } else if bytes[start] == UInt8(ascii: "~") {
      at = start + 1
      add(.invalid, start)
    } else {
      modes[modes.count - 1] = .code(braces: max(0, braces - 1))
      add(.closeBrace, start)
    }
  }

  private mutating func identifier(_ start: Int) {
    at = identifierEnd(at)
    add(.identifier, start)
  }

  /// After the last character of the identifier at `index`.
  private func identifierEnd(_ start: Int) -> Int {
    var index = start
    while index < end {
      let byte = bytes[index]
      if (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F || byte == 0x2D {
        index += 1
      } else if byte >= 0x80, let scalar = scalar(index), scalar.value.properties.isIDContinue {
        index += scalar.length
      } else {
        break
      }
    }
    return index
  }

  /// The text is known to be well-formed UTF-8.
  private func scalar(_ index: Int) -> (value: Unicode.Scalar, length: Int)? {
    let first = UInt32(bytes[index])
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard index + length <= end else { return nil }
    var value = length == 1 ? first : first & (0x7F >> UInt32(length))
    for offset in 1..<max(1, length) where length > 1 {
      value = value << 6 | UInt32(bytes[index + offset] & 0x3F)
    }
    return Unicode.Scalar(value).map { ($0, length) }
  }

  private mutating func number(_ start: Int) {
    digits()
    if byte(0) == UInt8(ascii: "."), byte(1) &- 0x30 < 10 {
      at += 1
      digits()
    }
    if byte(0) | 0x20 == UInt8(ascii: "e") {
      let sign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-") ? 1 : 0
      if byte(1 + sign) &- 0x30 < 10 {
        at += 1 + sign
        digits()
      }
    }
    add(.number, start)
  }

  private mutating func digits() {
    while at < end, bytes[at] &- 0x30 < 10 { at += 1 }
  }

  private mutating func lineComment(_ start: Int) {
    at = lineEnd(at)
    var upper = at
    if upper > start, bytes[upper - 1] == 0x0D { upper -= 1 }
    comments.append(ByteRange(start, upper))
    at = upper
  }

  private mutating func blockComment(_ start: Int) {
    guard let base = bytes.baseAddress else { return }
    var index = hasOpenComment ? end : at + 2
    while index < end, let star = findByte(base + index, UInt8(ascii: "*"), end - index) {
      index += star + 1
      if index < end, bytes[index] == UInt8(ascii: "/") {
        at = index + 1
        comments.append(ByteRange(start, at))
        return
      }
    }
    // Only the sign is passed over: what follows may be sound.
    hasOpenComment = true
    at += 2
    add(.openComment, start)
  }

  /// Offset of the next line feed, or the end.
  private func lineEnd(_ index: Int) -> Int {
    guard let base = bytes.baseAddress, index < end else { return end }
    return findByte(base + index, 0x0A, end - index).map { index + $0 } ?? end
  }

  // MARK: templates

  private mutating func openHeredoc(_ start: Int) -> Bool {
    var index = at + 2
    if index < end, bytes[index] == UInt8(ascii: "-") { index += 1 }
    let marker = index
    guard index < end, isIdentifierStart(index) else { return false }
    index = identifierEnd(index)
    let markerEnd = index
    while index < end, bytes[index] == 0x20 || bytes[index] == 0x09 || bytes[index] == 0x0D {
      index += 1
    }
    guard index < end, bytes[index] == 0x0A else { return false }
    at = index + 1
    add(.openHeredoc, start)
    modes.append(.heredoc(marker..<markerEnd))
    return true
  }

  private func isIdentifierStart(_ index: Int) -> Bool {
    let byte = bytes[index]
    if (byte | 0x20) &- 0x61 < 26 || byte == 0x5F { return true }
    return byte >= 0x80 && scalar(index)?.value.properties.isIDStart == true
  }

  /// Where the heredoc begins that is open at the end of the file.
  var unclosedHeredoc: Int? {
    for case .heredoc(let marker) in modes { return marker.lowerBound }
    return nil
  }

  private mutating func heredoc(_ marker: Range<Int>) {
    if marker.lowerBound == openHeredocStart, bytes[at - 1] == 0x0A, isHeader(at) {
      add(.brokenLine, at)
      while modes.count > 1 { modes.removeLast() }
      return
    }
    if bytes[at - 1] == 0x0A {
      var first = at
      var last = lineEnd(at)
      while first < last, isSpace(bytes[first]) { first += 1 }
      while last > first, isSpace(bytes[last - 1]) { last -= 1 }
      if last - first == marker.count,
        (0..<marker.count).allSatisfy({ bytes[first + $0] == bytes[marker.lowerBound + $0] })
      {
        let start = at
        at = last
        add(.closeHeredoc, start)
        modes.removeLast()
        return
      }
    }
    literal()
  }

  /// Whether a line looks like a block's header: a name, perhaps labels, an opening brace.
  private func isHeader(_ start: Int) -> Bool {
    guard start < end, isIdentifierStart(start) else { return false }
    var last = lineEnd(start)
    while last > start, isSpace(bytes[last - 1]) { last -= 1 }
    guard last > start, bytes[last - 1] == UInt8(ascii: "{") else { return false }
    var isQuoted = false
    for index in start..<last - 1 {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if !isQuoted, !isSpace(byte), !isIdentifierByte(byte) {
        return false
      }
    }
    return !isQuoted
  }

  private func isIdentifierByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F || byte == 0x2D || byte >= 0x80
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  /// A line of a heredoc or template file, up to the next sequence.
  private mutating func literal() {
    let start = at
    while at < end {
      let byte = bytes[at]
      if byte == 0x0A {
        at += 1
        break
      }
      if byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%") {
        if self.byte(1) == byte, self.byte(2) == UInt8(ascii: "{") {
          at += 3
          continue
        }
        if self.byte(1) == UInt8(ascii: "{") { break }
      }
      at += 1
    }
    if at > start { add(.literal, start) } else { sequence() }
  }

  private mutating func quoted() {
    let start = at
    while at < end {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") || byte == 0x0A { break }
      if byte == UInt8(ascii: "\\") {
        at += at + 1 < end && bytes[at + 1] != 0x0A ? 2 : 1
        continue
      }
      if byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%") {
        if self.byte(1) == byte, self.byte(2) == UInt8(ascii: "{") {
          at += 3
          continue
        }
        if self.byte(1) == UInt8(ascii: "{") { break }
      }
      at += 1
    }
    if at > start { add(.quoted, start) }
    guard at < end else { return }
    let here = at
    if bytes[at] == UInt8(ascii: "\"") {
      at += 1
      add(.closeQuote, here)
      modes.removeLast()
    } else if bytes[at] == 0x0A {
      at += 1
      add(.brokenLine, here)
      unwind()
    } else {
      sequence()
    }
  }

  /// Back to the file, or to the heredoc or template file around.
  private mutating func unwind() {
    while modes.count > 1 {
      switch modes[modes.count - 1] {
      case .heredoc, .bare: return
      default: modes.removeLast()
      }
    }
  }

  /// `${` or `%{`, where `at` stands.
  private mutating func sequence() {
    let start = at
    let kind: HCLToken.Kind = bytes[at] == UInt8(ascii: "$") ? .interpolation : .directive
    at += byte(2) == UInt8(ascii: "~") ? 3 : 2
    add(kind, start)
    modes.append(.code(braces: 0))
  }
}
