import ShrikeText

struct ExpressionToken {
  enum Kind: Equatable {
    case number(Double)
    case text([UInt8])
    case name(String)
    case symbol(String)
    case end
  }
  var kind: Kind
  var range: ByteRange
}

/// Cuts an expression into tokens; `//`, `/* */` and `#`-less comments fall away.
struct ExpressionLexer {
  private let bytes: [UInt8]
  private var at = 0

  init(_ source: String) { bytes = Array(source.utf8) }

  static func tokens(_ source: String) throws(ExpressionError) -> [ExpressionToken] {
    var lexer = ExpressionLexer(source)
    var tokens: [ExpressionToken] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private func peek(_ ahead: Int = 0) -> UInt8 {
    at + ahead < bytes.count ? bytes[at + ahead] : 0
  }

  private mutating func skipBlank() {
    while at < bytes.count {
      switch peek() {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      case 0x2F where peek(1) == 0x2F:
        while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      case 0x2F where peek(1) == 0x2A:
        at += 2
        while at < bytes.count, !(peek() == 0x2A && peek(1) == 0x2F) { at += 1 }
        at = min(at + 2, bytes.count)
      default: return
      }
    }
  }

  private mutating func next() throws(ExpressionError) -> ExpressionToken {
    skipBlank()
    let start = at
    guard at < bytes.count else { return token(.end, start) }
    let byte = peek()
    if isNameStart(byte) {
      while at < bytes.count, isNameStart(peek()) || isDigit(peek()) { at += 1 }
      return token(.name(String(decoding: bytes[start..<at], as: UTF8.self)), start)
    }
    if isDigit(byte) || byte == 0x2E && isDigit(peek(1)) { return number(from: start) }
    switch byte {
    case 0x22, 0x27: return token(.text(try quoted(byte)), start)
    case 0x60:
      at += 1
      let from = at
      while at < bytes.count, bytes[at] != 0x60 { at += 1 }
      guard at < bytes.count else { throw unclosed(start) }
      at += 1
      return token(.text(Array(bytes[from..<(at - 1)])), start)
    default: break
    }
    for symbol in Self.symbols where matches(symbol) {
      at += symbol.utf8.count
      return token(.symbol(symbol), start)
    }
    at += 1
    throw ExpressionError(
      message: "this character means nothing here", range: ByteRange(start, at))
  }

  private static let symbols = [
    "...", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "..", "**", "(", ")", "[", "]", "{",
    "}", ",", ":", ";", "?", ".", "<", ">", "+", "-", "*", "/", "%", "^", "!", "|", "#", "=",
  ]

  private func matches(_ symbol: String) -> Bool {
    let wanted = symbol.utf8
    return at + wanted.count <= bytes.count && bytes[at..<(at + wanted.count)].elementsEqual(wanted)
  }

  private func token(_ kind: ExpressionToken.Kind, _ start: Int) -> ExpressionToken {
    ExpressionToken(kind: kind, range: ByteRange(start, at))
  }

  private func unclosed(_ start: Int) -> ExpressionError {
    ExpressionError(message: "this text is never closed", range: ByteRange(start, start + 1))
  }

  private mutating func number(from start: Int) -> ExpressionToken {
    if peek() == 0x30, peek(1) | 0x20 == 0x78 {
      at += 2
      var value = 0.0
      while let digit = hexadecimalDigit(peek()) {
        value = value * 16 + Double(digit)
        at += 1
      }
      return token(.number(value), start)
    }
    while isDigit(peek()) || peek() == 0x5F || peek() == 0x2E && isDigit(peek(1)) { at += 1 }
    if peek() | 0x20 == 0x65 {
      at += 1
      if peek() == 0x2B || peek() == 0x2D { at += 1 }
      while isDigit(peek()) { at += 1 }
    }
    let text = String(decoding: bytes[start..<at].filter { $0 != 0x5F }, as: UTF8.self)
    return token(.number(Double(text) ?? 0), start)
  }

  private mutating func quoted(_ quote: UInt8) throws(ExpressionError) -> [UInt8] {
    let start = at
    at += 1
    var out: [UInt8] = []
    while true {
      guard at < bytes.count else { throw unclosed(start) }
      let byte = bytes[at]
      at += 1
      if byte == quote { return out }
      guard byte == 0x5C else {
        out.append(byte)
        continue
      }
      let escape = peek()
      at += 1
      switch escape {
      case 0x6E: out.append(0x0A)
      case 0x72: out.append(0x0D)
      case 0x74: out.append(0x09)
      case 0x61: out.append(0x07)
      case 0x62: out.append(0x08)
      case 0x66: out.append(0x0C)
      case 0x76: out.append(0x0B)
      case 0x78, 0x75, 0x55:
        let digits = escape == 0x78 ? 2 : escape == 0x75 ? 4 : 8
        var value: UInt32 = 0
        for _ in 0..<digits {
          guard let digit = hexadecimalDigit(peek()) else {
            throw ExpressionError(
              message: "this escape needs \(digits) hexadecimal digits",
              range: ByteRange(at - 1, at))
          }
          value = value << 4 | UInt32(digit)
          at += 1
        }
        if escape == 0x78 {
          out.append(UInt8(truncatingIfNeeded: value))
        } else {
          out += Array(String(Character(Unicode.Scalar(value) ?? "\u{FFFD}")).utf8)
        }
      default: out.append(escape)
      }
    }
  }
}

private func isNameStart(_ byte: UInt8) -> Bool {
  byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == 0x5F || byte == 0x24 || byte >= 0x80
}
