/// Where something stands in a module's text, in bytes; the end is exclusive.
public struct Span: Sendable, Hashable {
  public var lower: UInt32
  public var upper: UInt32

  init(_ lower: Int, _ upper: Int) {
    self.lower = UInt32(truncatingIfNeeded: lower)
    self.upper = UInt32(truncatingIfNeeded: max(lower, upper))
  }

  func through(_ other: Span) -> Span { Span(Int(lower), Int(max(upper, other.upper))) }
  static let none = Span(0, 0)
}

/// One word of a module.
struct Token {
  enum Kind: UInt8 {
    case word, number, string, template
    /// Brackets, operators and separators; `text` tells which.
    case symbol
    case end
  }

  var kind: Kind
  var span: Span
  /// A line break stands between this token and the one before.
  var isFirstOfLine: Bool
  /// Nothing stands between this token and the one before.
  var isAdjacent: Bool
  /// A symbol's bytes, packed; 0 for all other tokens.
  var symbol: Symbol = .none
}

/// Brackets, operators and separators.
enum Symbol: String {
  case none = ""
  case leftBrace = "{"
  case rightBrace = "}"
  case leftBracket = "["
  case rightBracket = "]"
  case leftParen = "("
  case rightParen = ")"
  case comma = ","
  case colon = ":"
  case semicolon = ";"
  case dot = "."
  case bar = "|"
  case and = "&"
  case plus = "+"
  case minus = "-"
  case times = "*"
  case slash = "/"
  case percent = "%"
  case assign = ":="
  case unify = "="
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessEqual = "<="
  case greater = ">"
  case greaterEqual = ">="
}

/// Something wrong with a module's text.
public struct SyntaxError: Error, Sendable, Hashable {
  public var span: Span
  public var message: String
  public var help: String?
}

/// Cuts a module into tokens. Comments are kept beside them.
struct Lexer {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  private var firstOfLine = true
  private(set) var tokens: [Token] = []
  /// From `#` to the end of the line, without the line break.
  private(set) var comments: [Span] = []
  private(set) var errors: [SyntaxError] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    tokens.reserveCapacity(bytes.count / 4 + 8)
  }

  mutating func run() {
    var end = -1
    while true {
      skipSpace()
      guard at < bytes.count else { break }
      let start = at
      let byte = bytes[at]
      var kind = Token.Kind.symbol
      var symbol = Symbol.none
      switch byte {
      case _ where isWordStart(byte):
        kind = .word
        while at < bytes.count, isWordStart(bytes[at]) || isDigit(bytes[at]) { at += 1 }
      case _ where isDigit(byte):
        kind = .number
        number()
      case 0x22:
        kind = .string
        quoted(start)
      case 0x60:
        kind = .string
        raw(start)
      case 0x24 where at + 1 < bytes.count && (bytes[at + 1] == 0x22 || bytes[at + 1] == 0x60):
        kind = .template
        at += 1
        template(start)
      default:
        symbol = self.symbol()
        if symbol == .none {
          // The rest of a character of several bytes belongs to it.
          at += 1
          while at < bytes.count, bytes[at] & 0xC0 == 0x80 { at += 1 }
          errors.append(
            SyntaxError(span: Span(start, at), message: "this character has no meaning here"))
          continue
        }
      }
      tokens.append(
        Token(
          kind: kind, span: Span(start, at), isFirstOfLine: firstOfLine, isAdjacent: start == end,
          symbol: symbol))
      firstOfLine = false
      end = at
    }
    tokens.append(
      Token(
        kind: .end, span: Span(bytes.count, bytes.count), isFirstOfLine: true, isAdjacent: false))
  }

  private mutating func skipSpace() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0D: at += 1
      case 0x0A:
        firstOfLine = true
        at += 1
      case 0x23:
        let start = at
        while at < bytes.count, bytes[at] != 0x0A { at += 1 }
        var end = at
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        comments.append(Span(start, end))
      case 0xEF where at == 0 && bytes.count > 2 && bytes[1] == 0xBB && bytes[2] == 0xBF: at = 3
      default: return
      }
    }
  }

  private mutating func number() {
    while at < bytes.count, isDigit(bytes[at]) { at += 1 }
    if at + 1 < bytes.count, bytes[at] == 0x2E, isDigit(bytes[at + 1]) {
      at += 1
      while at < bytes.count, isDigit(bytes[at]) { at += 1 }
    }
    if at < bytes.count, bytes[at] | 0x20 == 0x65 {
      var ahead = at + 1
      if ahead < bytes.count, bytes[ahead] == 0x2B || bytes[ahead] == 0x2D { ahead += 1 }
      if ahead < bytes.count, isDigit(bytes[ahead]) {
        at = ahead
        while at < bytes.count, isDigit(bytes[at]) { at += 1 }
      }
    }
  }

  private mutating func quoted(_ start: Int) {
    at += 1
    while at < bytes.count, bytes[at] != 0x22 {
      if bytes[at] == 0x0A { break }
      at += bytes[at] == 0x5C ? 2 : 1
    }
    at = min(at, bytes.count)
    if at < bytes.count, bytes[at] == 0x22 {
      at += 1
    } else {
      errors.append(SyntaxError(span: Span(start, at), message: "this string has no end"))
    }
  }

  private mutating func raw(_ start: Int) {
    at += 1
    while at < bytes.count, bytes[at] != 0x60 { at += 1 }
    if at < bytes.count {
      at += 1
    } else {
      errors.append(
        SyntaxError(span: Span(start, start + 1), message: "this raw string has no end"))
    }
  }

  /// `$"…{expression}…"`: strings within an expression may hold quotes and braces of their own.
  private mutating func template(_ start: Int) {
    let quote = bytes[at]
    at += 1
    var depth = 0
    while at < bytes.count {
      let byte = bytes[at]
      if depth == 0 {
        if byte == quote {
          at += 1
          return
        }
        if byte == 0x5C { at += 1 } else if byte == 0x7B { depth = 1 }
        at += 1
      } else {
        switch byte {
        case 0x7B:
          depth += 1
          at += 1
        case 0x7D:
          depth -= 1
          at += 1
        case 0x22: quoted(at)
        case 0x60: raw(at)
        case 0x23: while at < bytes.count, bytes[at] != 0x0A { at += 1 }
        case 0x24 where at + 1 < bytes.count && (bytes[at + 1] == 0x22 || bytes[at + 1] == 0x60):
          // A template within a template: bounded by the text's own length.
          at += 1
          template(at - 1)
        default: at += 1
        }
      }
    }
    at = min(at, bytes.count)
    errors.append(
      SyntaxError(span: Span(start, start + 2), message: "this template string has no end"))
  }

  private mutating func symbol() -> Symbol {
    let byte = bytes[at]
    let next = at + 1 < bytes.count ? bytes[at + 1] : 0
    if next == 0x3D {
      let wide: Symbol? =
        switch byte {
        case 0x3A: .assign
        case 0x3D: .equal
        case 0x21: .notEqual
        case 0x3C: .lessEqual
        case 0x3E: .greaterEqual
        default: nil
        }
      if let wide {
        at += 2
        return wide
      }
    }
    let symbol: Symbol =
      switch byte {
      case 0x7B: .leftBrace
      case 0x7D: .rightBrace
      case 0x5B: .leftBracket
      case 0x5D: .rightBracket
      case 0x28: .leftParen
      case 0x29: .rightParen
      case 0x2C: .comma
      case 0x3A: .colon
      case 0x3B: .semicolon
      case 0x2E: .dot
      case 0x7C: .bar
      case 0x26: .and
      case 0x2B: .plus
      case 0x2D: .minus
      case 0x2A: .times
      case 0x2F: .slash
      case 0x25: .percent
      case 0x3D: .unify
      case 0x3C: .less
      case 0x3E: .greater
      default: .none
      }
    if symbol != .none { at += 1 }
    return symbol
  }
}

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
@inline(__always)
func isWordStart(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == 0x5F }
