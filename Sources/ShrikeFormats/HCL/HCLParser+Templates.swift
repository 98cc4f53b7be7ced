import ShrikeText

extension HCLParser {
  /// A template's parts before directives are put together.
  private enum Piece {
    case literal(String, ByteRange)
    case value(HCLExpression)
    case ifStart(HCLExpression, HCLToken)
    case elseMark(HCLToken)
    case endIf(HCLToken)
    case forStart(String?, String, HCLExpression, HCLToken)
    case endFor(HCLToken)
  }

  /// A template whose opening is read, up to and with its end.
  mutating func readTemplate(
    until close: HCLToken.Kind, from lower: Int, flushes: Bool
  ) throws(Broken) -> HCLExpression {
    // The common case, a plain quoted text.
    if close == .closeQuote {
      if tokens[at].kind == .closeQuote {
        at += 1
        return HCLExpression(.string(""), ByteRange(lower, lastUpper))
      }
      if tokens[at].kind == .quoted, tokens[at + 1].kind == .closeQuote {
        let string = unescaped(tokens[at])
        at += 2
        return HCLExpression(.string(string), ByteRange(lower, lastUpper))
      }
    }
    guard depth < HCLReader.depthLimit else {
      throw fail("nested more than \(HCLReader.depthLimit) levels deep", tokens[at])
    }
    depth += 1
    defer { depth -= 1 }
    let outer = seesNewlines
    seesNewlines = true
    var height: Int32 = 0
    var pieces = try readPieces(until: close, from: lower, &height)
    seesNewlines = outer
    if flushes { flush(&pieces) }
    let range = ByteRange(lower, lastUpper)
    if pieces.count == 1, case .value(let value) = pieces[0] {
      return try made(.wrap(value), range, height)
    }
    var index = 0
    var levels = 0
    let parts = try assemble(pieces, &index, &levels, within: nil)
    if parts.allSatisfy({ if case .literal = $0 { true } else { false } }) {
      var string = ""
      for case .literal(let text, _) in parts { string += text }
      return HCLExpression(.string(string), range)
    }
    return try made(.template(parts), range, height + Int32(levels))
  }

  private mutating func made(
    _ kind: HCLExpression.Kind, _ range: ByteRange, _ height: Int32
  ) throws(Broken) -> HCLExpression {
    guard height < HCLReader.depthLimit else {
      throw fail("nested more than \(HCLReader.depthLimit) levels deep", tokens[max(0, at - 1)])
    }
    return HCLExpression(kind, range, height: height + 1)
  }

  private mutating func readPieces(
    until close: HCLToken.Kind, from lower: Int, _ height: inout Int32
  ) throws(Broken) -> [Piece] {
    var pieces: [Piece] = []
    var trimsNext = false
    while true {
      let token = tokens[at]
      if token.kind == close {
        if token.kind != .end { at += 1 }
        return pieces
      }
      let trims = trimsNext
      trimsNext = false
      switch token.kind {
      case .quoted, .literal:
        at += 1
        var string = token.kind == .quoted ? unescaped(token) : unmarked(token)
        if trims { string = string.trimmedStart }
        pieces.append(.literal(string, token.range))
      case .interpolation, .directive:
        at += 1
        if token.count == 3, case .literal(let string, let range)? = pieces.last {
          pieces[pieces.count - 1] = .literal(string.trimmedEnd, range)
        }
        seesNewlines = false
        if token.kind == .interpolation {
          let value = try readExpression()
          height = max(height, value.height)
          pieces.append(.value(value))
        } else {
          pieces.append(try readDirective(token, &height))
        }
        let end = peek()
        guard end.kind == .sequenceEnd else {
          throw fail("expected the closing brace of the template's expression", end)
        }
        read()
        seesNewlines = true
        trimsNext = end.count == 2
      case .brokenLine where close == .closeHeredoc: throw noEnd(close, lower)
      case .end: throw noEnd(close, lower)
      default: throw fail("expected the end of the text", token)
      }
    }
  }

  private mutating func noEnd(_ close: HCLToken.Kind, _ lower: Int) -> Broken {
    let what = close == .closeHeredoc ? "the heredoc has no end" : "the text in quotes has no end"
    note(what, ByteRange(lower, lower + 1))
    return Broken()
  }

  private mutating func readDirective(
    _ open: HCLToken, _ height: inout Int32
  ) throws(Broken) -> Piece {
    let word = peek()
    read()
    if isWord(word, "if") {
      let condition = try readExpression()
      height = max(height, condition.height)
      return .ifStart(condition, open)
    }
    if isWord(word, "else") { return .elseMark(word) }
    if isWord(word, "endif") { return .endIf(word) }
    if isWord(word, "endfor") { return .endFor(word) }
    if isWord(word, "for") {
      let names = try readLoopNames()
      let collection = try readExpression()
      height = max(height, collection.height)
      return .forStart(names.key, names.value, collection, open)
    }
    throw fail("expected 'if', 'else', 'endif', 'for' or 'endfor'", word)
  }

  /// Parts up to the directive that ends the one around, which is left.
  private mutating func assemble(
    _ pieces: [Piece], _ index: inout Int, _ levels: inout Int, within open: HCLToken?
  ) throws(Broken) -> [HCLTemplatePart] {
    var parts: [HCLTemplatePart] = []
    guard depth < HCLReader.depthLimit else {
      throw fail("nested more than \(HCLReader.depthLimit) levels deep", open ?? tokens[at])
    }
    depth += 1
    defer { depth -= 1 }
    while index < pieces.count {
      switch pieces[index] {
      case .literal(let text, let range):
        parts.append(.literal(text, range))
        index += 1
      case .value(let value):
        parts.append(.value(value))
        index += 1
      case .ifStart(let condition, let token):
        index += 1
        var deepest = 0
        let then = try assemble(pieces, &index, &deepest, within: token)
        var otherwise: [HCLTemplatePart] = []
        if index < pieces.count, case .elseMark = pieces[index] {
          index += 1
          var other = 0
          otherwise = try assemble(pieces, &index, &other, within: token)
          deepest = max(deepest, other)
        }
        guard index < pieces.count, case .endIf = pieces[index] else {
          throw fail("the 'if' has no 'endif'", token)
        }
        index += 1
        levels = max(levels, deepest + 1)
        parts.append(.conditional(condition, then: then, otherwise: otherwise))
      case .forStart(let key, let value, let collection, let token):
        index += 1
        var deepest = 0
        let body = try assemble(pieces, &index, &deepest, within: token)
        guard index < pieces.count, case .endFor = pieces[index] else {
          throw fail("the 'for' has no 'endfor'", token)
        }
        index += 1
        levels = max(levels, deepest + 1)
        parts.append(.loop(keyName: key, valueName: value, collection, body: body))
      case .elseMark(let token), .endIf(let token), .endFor(let token):
        guard open == nil else { return parts }
        throw fail("the directive ends nothing", token)
      }
    }
    return parts
  }

  /// Takes the indentation that all lines of a `<<-` heredoc share from each of them.
  private func flush(_ pieces: inout [Piece]) {
    var least = Int.max
    var adjusted: [Int] = []
    var beginsLine = true
    for (index, piece) in pieces.enumerated() {
      if beginsLine {
        beginsLine = false
        var spaces = 0
        if case .literal(let text, _) = piece {
          let rest = text.trimmedStart
          // A blank line counts for nothing.
          if rest.isEmpty, text.utf8.last == 0x0A {
            spaces = Int.max
          } else {
            spaces = text.count - rest.count
            adjusted.append(index)
          }
        }
        least = min(least, spaces)
      }
      if case .literal(let text, _) = piece, text.utf8.last == 0x0A { beginsLine = true }
    }
    guard least > 0 else { return }
    for index in adjusted {
      if case .literal(let text, let range) = pieces[index] {
        pieces[index] = .literal(String(text.dropFirst(least)), range)
      }
    }
  }

  // MARK: literals

  /// A quoted piece with its escapes resolved; an unknown escape is noted and stays.
  mutating func unescaped(_ token: HCLToken) -> String {
    let range = Int(token.lower)..<Int(token.upper)
    guard needsWork(range) else { return text(token) }
    var out: [UInt8] = []
    out.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        index = escape(index, range.upperBound, &out)
        continue
      }
      if byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%"), index + 2 < range.upperBound,
        bytes[index + 1] == byte, bytes[index + 2] == UInt8(ascii: "{")
      {
        out.append(byte)
        out.append(UInt8(ascii: "{"))
        index += 3
        continue
      }
      out.append(byte)
      index += 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  private mutating func escape(_ index: Int, _ end: Int, _ out: inout [UInt8]) -> Int {
    guard index + 1 < end else {
      out.append(bytes[index])
      return index + 1
    }
    switch bytes[index + 1] {
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): out.append(bytes[index + 1])
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let digits = bytes[index + 1] == UInt8(ascii: "u") ? 4 : 8
      var value: UInt32 = 0
      var count = 0
      while count < digits, index + 2 + count < end,
        let digit = hexadecimalDigit(bytes[index + 2 + count])
      {
        value = value << 4 | UInt32(digit)
        count += 1
      }
      guard count == digits else {
        note(
          "'\\\(digits == 4 ? "u" : "U")' wants \(digits) hexadecimal digits",
          ByteRange(index, index + 2 + count))
        out.append(contentsOf: bytes[index..<index + 2])
        return index + 2
      }
      appendUTF8(Unicode.Scalar(value)?.value ?? 0xFFFD, to: &out)
      return index + 2 + digits
    default:
      note(
        "an unknown escape", ByteRange(index, index + 2),
        help: "Known are \\n \\r \\t \\\" \\\\ \\uNNNN and \\UNNNNNNNN.")
      out.append(contentsOf: bytes[index..<index + 2])
    }
    return index + 2
  }

  /// A heredoc's piece: only `$${` and `%%{` are escapes.
  private func unmarked(_ token: HCLToken) -> String {
    let range = Int(token.lower)..<Int(token.upper)
    guard needsWork(range) else { return text(token) }
    var out: [UInt8] = []
    out.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      out.append(byte)
      if byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%"), index + 2 < range.upperBound,
        bytes[index + 1] == byte, bytes[index + 2] == UInt8(ascii: "{")
      {
        index += 1
      }
      index += 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  private func needsWork(_ range: Range<Int>) -> Bool {
    for index in range {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%") {
        return true
      }
    }
    return false
  }
}

extension String {
  fileprivate var trimmedStart: String {
    let scalars = unicodeScalars
    guard let first = scalars.first, first.properties.isWhitespace else { return self }
    return String(scalars.drop { $0.properties.isWhitespace })
  }

  fileprivate var trimmedEnd: String {
    var scalars = Substring(self).unicodeScalars
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }
}
