import ShrikeText

extension GraphQL {
  struct Token {
    enum Kind: String {
      case end = "<EOF>"
      case bang = "!"
      case dollar = "$"
      case ampersand = "&"
      case open = "("
      case close = ")"
      case spread = "..."
      case colon = ":"
      case equals = "="
      case at = "@"
      case openBracket = "["
      case closeBracket = "]"
      case openBrace = "{"
      case closeBrace = "}"
      case pipe = "|"
      case name = "Name"
      case int = "Int"
      case float = "Float"
      case string = "String"
      case block = "BlockString"
    }

    var kind: Kind
    var value = ""
    var place: Place

    var text: String { value.isEmpty ? kind.rawValue : "\(kind.rawValue) \"\(value)\"" }
  }

  /// Chapter 2.1 of the specification; comments and commas are passed over.
  struct Lexer {
    private let bytes: [UInt8]
    private var at = 0
    private var line = 1
    private var lineStart = 0
    /// Continuation bytes since the line's start, which are no columns.
    private var hidden = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    private var place: Place { Place(line: line, column: at - lineStart - hidden + 1) }
    private func byte(_ offset: Int = 0) -> UInt8 {
      at + offset < bytes.count ? bytes[at + offset] : 0
    }
    private func starts(_ text: StaticString) -> Bool {
      text.withUTF8Buffer { bytes[at...].starts(with: $0) }
    }
    private func failure(_ message: String) -> Failure { Failure(message: message, place: place) }

    private mutating func advance() {
      if bytes[at] & 0xC0 == 0x80 { hidden += 1 }
      at += 1
    }

    /// Over a line's end of one byte or two.
    private mutating func newLine() {
      at += starts("\r\n") ? 2 : 1
      line += 1
      lineStart = at
      hidden = 0
    }

    private mutating func skip() {
      while at < bytes.count {
        switch bytes[at] {
        case 0x09, 0x20, 0x2C: at += 1
        case 0x0A, 0x0D: newLine()
        case 0xEF where starts("\u{FEFF}"):
          at += 3
          hidden += 2
        case UInt8(ascii: "#"):
          while at < bytes.count, bytes[at] >= 0x20 || bytes[at] == 0x09 { advance() }
        default: return
        }
      }
    }

    mutating func next() throws(Failure) -> Token {
      skip()
      guard at < bytes.count else { return Token(kind: .end, place: place) }
      let byte = bytes[at]
      var token = Token(kind: .name, place: place)
      if isNameStart(byte) {
        let start = at
        while isNameStart(self.byte()) || self.byte() &- 0x30 < 10 { at += 1 }
        token.value = String(decoding: bytes[start..<at], as: UTF8.self)
        return token
      }
      if byte &- 0x30 < 10 || byte == UInt8(ascii: "-") { return try number() }
      if byte == 0x22 { return try starts("\"\"\"") ? block() : string() }
      if starts("...") {
        at += 3
        token.kind = .spread
        return token
      }
      if let kind = Token.Kind(rawValue: String(UnicodeScalar(byte))), byte < 0x80 {
        at += 1
        token.kind = kind
        return token
      }
      if byte < 0x20 { throw failure("Cannot contain the invalid character") }
      if byte == 0x27 {
        throw failure(
          "Unexpected single quote character ('), did you mean to use a double quote (\")?")
      }
      throw failure("Cannot parse the unexpected character \"\(Character(UnicodeScalar(byte)))\".")
    }

    private func isNameStart(_ byte: UInt8) -> Bool {
      (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_")
    }

    private mutating func number() throws(Failure) -> Token {
      var token = Token(kind: .int, place: place)
      let start = at
      func digits(_ lexer: inout Lexer) throws(Failure) {
        guard lexer.byte() &- 0x30 < 10 else {
          throw lexer.failure("Invalid number, expected digit but got: \(lexer.described).")
        }
        while lexer.byte() &- 0x30 < 10 { lexer.at += 1 }
      }
      if byte() == UInt8(ascii: "-") { at += 1 }
      if byte() == 0x30 {
        at += 1
        guard byte() &- 0x30 >= 10 else {
          throw failure("Invalid number, unexpected digit after 0: \(described).")
        }
      } else {
        try digits(&self)
      }
      if byte() == UInt8(ascii: ".") {
        at += 1
        token.kind = .float
        try digits(&self)
      }
      if byte() | 0x20 == UInt8(ascii: "e") {
        at += 1
        token.kind = .float
        if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { at += 1 }
        try digits(&self)
      }
      token.value = String(decoding: bytes[start..<at], as: UTF8.self)
      return token
    }

    private var described: String {
      at < bytes.count ? "\"\(Character(UnicodeScalar(bytes[at])))\"" : "<EOF>"
    }

    private mutating func string() throws(Failure) -> Token {
      var token = Token(kind: .string, place: place)
      token.place.column += 1
      at += 1
      var out: [UInt8] = []
      while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D {
        let byte = bytes[at]
        if byte == 0x22 {
          at += 1
          token.value = String(decoding: out, as: UTF8.self)
          return token
        }
        guard byte >= 0x20 || byte == 0x09 else { throw failure("Invalid character within String") }
        guard byte == 0x5C else {
          out.append(byte)
          advance()
          continue
        }
        guard at + 1 < bytes.count else { throw failure("Invalid character escape sequence.") }
        switch bytes[at + 1] {
        case 0x22, 0x2F, 0x5C: out.append(bytes[at + 1])
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "u"):
          let digits = bytes[(at + 2)...].prefix(4)
          guard digits.count == 4, digits.allSatisfy({ hexadecimalDigit($0) != nil }) else {
            throw failure("Invalid character escape sequence")
          }
          let code = digits.reduce(0) { $0 << 4 | UInt32(hexadecimalDigit($1) ?? 0) }
          out += Array(String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
          at += 4
        default: throw failure("Invalid character escape sequence")
        }
        at += 2
      }
      throw failure("Unterminated string.")
    }

    private mutating func block() throws(Failure) -> Token {
      var token = Token(kind: .block, place: place)
      at += 3
      var out: [UInt8] = []
      while at < bytes.count {
        if starts("\"\"\"") {
          // Of more quotes than three the last ones end the text.
          while byte(3) == 0x22 {
            out.append(0x22)
            at += 1
          }
          at += 3
          token.value = Self.dedented(String(decoding: out, as: UTF8.self))
          return token
        }
        if starts("\\\"\"\"") {
          out += [0x22, 0x22, 0x22]
          at += 4
          continue
        }
        let byte = bytes[at]
        if byte == 0x0A || byte == 0x0D {
          out.append(0x0A)
          newLine()
          continue
        }
        guard byte >= 0x20 || byte == 0x09 else { throw failure("Invalid character within String") }
        out.append(byte)
        advance()
      }
      throw failure("Unterminated string.")
    }

    /// A block without the indentation its lines share, and without blank lines around it.
    private static func dedented(_ text: String) -> String {
      var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
        Array($0)
      }
      func indent(_ line: [UInt8]) -> Int? { line.firstIndex { $0 != 0x20 && $0 != 0x09 } }
      if let common = lines.compactMap(indent).min() {
        for index in lines.indices.dropFirst() {
          lines[index] = Array(lines[index].dropFirst(common))
        }
      }
      while let first = lines.first, indent(first) == nil { lines.removeFirst() }
      while let last = lines.last, indent(last) == nil { lines.removeLast() }
      return String(decoding: Array(lines.joined(separator: [0x0A])), as: UTF8.self)
    }
  }
}
