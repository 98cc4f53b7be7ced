import ShrikeText

extension Parser {
  func numberValue(_ span: Span) throws(SyntaxError) -> Value {
    let text = UnsafeBufferPointer(rebasing: bytes[Int(span.lower)..<Int(span.upper)])
    // `- 1` with a space is a number, too.
    let digits = text.first == 0x2D ? [0x2D] + text.dropFirst().drop { $0 == 0x20 } : Array(text)
    guard let value = digits.withUnsafeBufferPointer({ Value(numberText: $0) }) else {
      throw SyntaxError(span: span, message: "this number is too large")
    }
    let unsigned = digits.first == 0x2D ? digits.dropFirst() : digits[...]
    if unsigned.count > 1, unsigned.first == 0x30, isDigit(unsigned[unsigned.startIndex + 1]) {
      throw SyntaxError(span: span, message: "a number does not begin with 0")
    }
    return value
  }

  func stringValue(_ token: Token) throws(SyntaxError) -> Value {
    let lower = Int(token.span.lower)
    let upper = Int(token.span.upper)
    guard upper - lower >= 2 else {
      throw SyntaxError(span: token.span, message: "this string has no end")
    }
    let content = UnsafeBufferPointer(rebasing: bytes[lower + 1..<upper - 1])
    if bytes[lower] == 0x60 || !content.contains(0x5C) { return Value(utf8: content) }
    guard let decoded = unescaped(content) else {
      throw SyntaxError(
        span: token.span, message: "this string has an escape that there is not",
        help: "escapes are JSON's; a raw string in back quotes has none")
    }
    return Value(utf8: decoded)
  }

  /// `$"…"`: texts and expressions in turn.
  mutating func template(_ token: Token) throws(SyntaxError) -> Term {
    let quote = bytes[Int(token.span.lower) + 1]
    let upper = Int(token.span.upper) - 1
    var parts: [Term.Part] = []
    var text: [UInt8] = []
    var index = Int(token.span.lower) + 2
    func flush(_ text: inout [UInt8], _ parts: inout [Term.Part]) throws(SyntaxError) {
      guard !text.isEmpty else { return }
      let value: [UInt8]? = quote == 0x60 ? text : text.withUnsafeBufferPointer { unescaped($0) }
      guard let value else {
        throw SyntaxError(span: token.span, message: "this string has an escape that there is not")
      }
      parts.append(.text(Value(utf8: value)))
      text = []
    }
    while index < upper {
      let byte = bytes[index]
      if byte == 0x5C, index + 1 < upper {
        // `\{` is a brace in either kind of quotes; other escapes are left to the text.
        if bytes[index + 1] == 0x7B || bytes[index + 1] == 0x7D {
          text.append(bytes[index + 1])
        } else {
          text += [byte, bytes[index + 1]]
        }
        index += 2
      } else if byte == 0x7B {
        try flush(&text, &parts)
        let end = try expressionEnd(index + 1, upper, token)
        parts.append(.expression(try inner(index + 1, end)))
        index = end + 1
      } else {
        text.append(byte)
        index += 1
      }
    }
    try flush(&text, &parts)
    return Term(.template(parts), token.span)
  }

  /// The closing brace of an expression in a template.
  private func expressionEnd(_ start: Int, _ upper: Int, _ token: Token) throws(SyntaxError) -> Int
  {
    var lexer = Lexer(UnsafeBufferPointer(rebasing: bytes[start..<upper]))
    lexer.run()
    var depth = 0
    for token in lexer.tokens {
      if token.symbol == .leftBrace { depth += 1 }
      if token.symbol == .rightBrace {
        if depth == 0 { return start + Int(token.span.lower) }
        depth -= 1
      }
    }
    throw SyntaxError(span: token.span, message: "an expression of this template has no '}'")
  }

  private mutating func inner(_ start: Int, _ end: Int) throws(SyntaxError) -> Expression {
    var lexer = Lexer(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    lexer.run()
    if let error = lexer.errors.first { throw error }
    let saved = (tokens, at)
    tokens = lexer.tokens.map {
      var token = $0
      token.span = Span(start + Int($0.span.lower), start + Int($0.span.upper))
      return token
    }
    at = 0
    defer { (tokens, at) = saved }
    let expression = try nested { parser throws(SyntaxError) in try parser.literal() }
    guard token.kind == .end else { throw unexpected("'}' after the expression") }
    return expression
  }
}

/// JSON's escapes resolved; nil where one is none. Lone surrogates become U+FFFD.
func unescaped(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
  var out: [UInt8] = []
  out.reserveCapacity(text.count)
  var index = 0
  func hex(_ at: Int) -> UInt32? {
    guard at + 4 <= text.count else { return nil }
    var value: UInt32 = 0
    for byte in text[at..<at + 4] {
      guard let digit = hexadecimalDigit(byte) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
  while index < text.count {
    let byte = text[index]
    guard byte == 0x5C else {
      out.append(byte)
      index += 1
      continue
    }
    guard index + 1 < text.count else { return nil }
    index += 2
    switch text[index - 1] {
    case 0x22: out.append(0x22)
    case 0x5C: out.append(0x5C)
    case 0x2F: out.append(0x2F)
    case 0x62: out.append(0x08)
    case 0x66: out.append(0x0C)
    case 0x6E: out.append(0x0A)
    case 0x72: out.append(0x0D)
    case 0x74: out.append(0x09)
    case 0x75:
      guard var code = hex(index) else { return nil }
      index += 4
      if code & 0xFC00 == 0xD800, index + 1 < text.count, text[index] == 0x5C,
        text[index + 1] == 0x75, let low = hex(index + 2), low & 0xFC00 == 0xDC00
      {
        code = 0x10000 + (code & 0x3FF) << 10 + low & 0x3FF
        index += 6
      }
      out += Array(String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
    default: return nil
    }
  }
  return out
}
