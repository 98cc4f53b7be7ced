import ShrikeText

/// Cuts an expression into tokens, one at a time, up to its `}}`.
struct ExpressionLexer {
  enum Token: UInt8 {
    case end, word, string, integer, float
    case leftParen, rightParen, leftBracket, rightBracket
    case dot, star, comma, not, less, lessEqual, greater, greaterEqual, equal, notEqual, and, or

    var spelling: String {
      switch self {
      case .end: "END"
      case .word: "IDENT"
      case .string: "STRING"
      case .integer: "INTEGER"
      case .float: "FLOAT"
      case .leftParen: "("
      case .rightParen: ")"
      case .leftBracket: "["
      case .rightBracket: "]"
      case .dot: "."
      case .star: "*"
      case .comma: ","
      case .not: "!"
      case .less: "<"
      case .lessEqual: "<="
      case .greater: ">"
      case .greaterEqual: ">="
      case .equal: "=="
      case .notEqual: "!="
      case .and: "&&"
      case .or: "||"
      }
    }
  }

  let bytes: UnsafeBufferPointer<UInt8>
  /// The end of the text ends the expression too: conditions are written without `${{ }}`.
  let endsWithText: Bool
  private(set) var at: Int
  private(set) var start = 0
  private(set) var error: ExpressionError?

  init(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, endsWithText: Bool) {
    self.bytes = bytes
    self.endsWithText = endsWithText
    at = from
  }

  var range: ByteRange { ByteRange(start, at) }

  private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  mutating func next() -> Token {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
    start = at
    guard let byte = peek else {
      if !endsWithText { fail("the expression has no end; \"}}\" is missing") }
      return .end
    }
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x5F:
      repeat { at += 1 } while peek.map(isWordPart) ?? false
      return .word
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return number()
    case UInt8(ascii: "'"): return string()
    case UInt8(ascii: "}"):
      at += 1
      guard peek == UInt8(ascii: "}") else { return unexpected("the end mark }}") }
      at += 1
      return .end
    case UInt8(ascii: "!"): return one(.not, orWithEqual: .notEqual)
    case UInt8(ascii: "<"): return one(.less, orWithEqual: .lessEqual)
    case UInt8(ascii: ">"): return one(.greater, orWithEqual: .greaterEqual)
    case UInt8(ascii: "="): return double(byte, .equal)
    case UInt8(ascii: "&"): return double(byte, .and)
    case UInt8(ascii: "|"): return double(byte, .or)
    case UInt8(ascii: "("): return single(.leftParen)
    case UInt8(ascii: ")"): return single(.rightParen)
    case UInt8(ascii: "["): return single(.leftBracket)
    case UInt8(ascii: "]"): return single(.rightBracket)
    case UInt8(ascii: "."): return single(.dot)
    case UInt8(ascii: "*"): return single(.star)
    case UInt8(ascii: ","): return single(.comma)
    default: return unexpected("the expression")
    }
  }

  private mutating func single(_ token: Token) -> Token {
    at += 1
    return token
  }

  private mutating func one(_ token: Token, orWithEqual other: Token) -> Token {
    at += 1
    guard peek == UInt8(ascii: "=") else { return token }
    at += 1
    return other
  }

  private mutating func double(_ byte: UInt8, _ token: Token) -> Token {
    at += 1
    guard peek == byte else { return unexpected("the operator \(token.spelling)") }
    at += 1
    return token
  }

  private mutating func string() -> Token {
    at += 1
    while let byte = peek {
      at += 1
      guard byte == UInt8(ascii: "'") else { continue }
      guard peek == UInt8(ascii: "'") else { return .string }
      at += 1
    }
    fail("the string has no end; its second \"'\" is missing")
    return .end
  }

  private mutating func number() -> Token {
    var token = Token.integer
    if peek == UInt8(ascii: "-") { at += 1 }
    if peek == UInt8(ascii: "0") {
      at += 1
      if peek == UInt8(ascii: "x") {
        at += 1
        guard digits(isHexDigit) else { return unexpected("the hexadecimal number") }
        return ending(token)
      }
    } else {
      guard digits(isDigit) else { return unexpected("the number") }
    }
    if peek == UInt8(ascii: ".") {
      at += 1
      guard digits(isDigit) else { return unexpected("the fraction of the number") }
      token = .float
    }
    if let byte = peek, byte | 0x20 == UInt8(ascii: "e") {
      at += 1
      if peek == UInt8(ascii: "-") { at += 1 }
      guard digits(isDigit) else { return unexpected("the exponent of the number") }
      token = .float
    }
    return ending(token)
  }

  private mutating func ending(_ token: Token) -> Token {
    guard let byte = peek, isDigit(byte) || (byte | 0x20) &- 0x61 < 26 else { return token }
    return unexpected("what follows the number")
  }

  private mutating func digits(_ isPart: (UInt8) -> Bool) -> Bool {
    let first = at
    while let byte = peek, isPart(byte) { at += 1 }
    return at > first
  }

  private mutating func unexpected(_ place: String) -> Token {
    guard let byte = peek else {
      fail("the expression ends within \(place)")
      return .end
    }
    let note =
      byte == UInt8(ascii: "\"") ? "; strings stand in single quotes only" : ""
    let shown = byte < 0x80 ? String(UnicodeScalar(byte)) : "a letter beyond ASCII"
    fail("'\(shown)' is not expected in \(place)\(note)")
    return .end
  }

  private mutating func fail(_ message: String) {
    if error == nil { error = ExpressionError(message: message, offset: at) }
  }
}

@inline(__always) func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
@inline(__always) func isHexDigit(_ byte: UInt8) -> Bool {
  isDigit(byte) || (byte | 0x20) &- 0x61 < 6
}
@inline(__always) func isWordPart(_ byte: UInt8) -> Bool {
  isDigit(byte) || (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte == 0x2D
}
