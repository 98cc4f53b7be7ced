import ShrikeText

/// Reads one expression. Comparisons and connectives lean to the right, as GitHub's own reader has
/// them; it makes no difference to their value.
struct ExpressionParser {
  /// Levels of nesting, brackets and operators alike: readers of the tree recurse.
  static let depthLimit = 150

  private var lexer: ExpressionLexer
  private var token = ExpressionLexer.Token.end
  private var range = ByteRange(0, 0)
  private var lastEnd = 0
  private var depth = 0
  private var error: ExpressionError?

  init(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, endsWithText: Bool) {
    lexer = ExpressionLexer(bytes, from: from, endsWithText: endsWithText)
  }

  /// The expression, and where its text ends: after `}}`, or where reading stopped.
  static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, from: Int = 0, endsWithText: Bool = false
  ) -> (result: Result<Expression, ExpressionError>, end: Int) {
    var parser = ExpressionParser(bytes, from: from, endsWithText: endsWithText)
    parser.advance()
    let expression = parser.parseOr()
    if let error = parser.lexer.error ?? parser.error {
      return (.failure(error), parser.lexer.at)
    }
    guard let expression, parser.token == .end else {
      let message = "the expression is complete before '\(parser.token.spelling)'"
      return (
        .failure(ExpressionError(message: message, offset: parser.range.lower)), parser.lexer.at
      )
    }
    return (.success(expression), parser.lexer.at)
  }

  static func parse(_ text: String) -> Expression? {
    var text = text
    return text.withUTF8 { try? parse($0, endsWithText: true).result.get() }
  }

  private mutating func advance() {
    lastEnd = range.upper
    token = lexer.next()
    range = lexer.range
  }

  private mutating func fail(_ message: String) -> Expression? {
    if error == nil { error = ExpressionError(message: message, offset: range.lower) }
    return nil
  }

  private mutating func nested(_ parse: (inout Self) -> Expression?) -> Expression? {
    guard depth < Self.depthLimit else {
      return fail("the expression is nested more than \(Self.depthLimit) levels deep")
    }
    depth += 1
    defer { depth -= 1 }
    return parse(&self)
  }

  private mutating func parseOr() -> Expression? {
    let lower = range.lower
    guard let left = parseAnd() else { return nil }
    guard token == .or else { return left }
    advance()
    guard let right = nested({ $0.parseOr() }) else { return nil }
    return Expression(.logical(.or, left, right), ByteRange(lower, lastEnd), mark: left.mark)
  }

  private mutating func parseAnd() -> Expression? {
    let lower = range.lower
    guard let left = parseComparison() else { return nil }
    guard token == .and else { return left }
    advance()
    guard let right = nested({ $0.parseAnd() }) else { return nil }
    return Expression(.logical(.and, left, right), ByteRange(lower, lastEnd), mark: left.mark)
  }

  private mutating func parseComparison() -> Expression? {
    let lower = range.lower
    guard let left = parsePrefix() else { return nil }
    let comparison: Expression.Comparison
    switch token {
    case .less: comparison = .less
    case .lessEqual: comparison = .lessEqual
    case .greater: comparison = .greater
    case .greaterEqual: comparison = .greaterEqual
    case .equal: comparison = .equal
    case .notEqual: comparison = .notEqual
    default: return left
    }
    advance()
    guard let right = nested({ $0.parseComparison() }) else { return nil }
    return Expression(
      .compare(comparison, left, right), ByteRange(lower, lastEnd), mark: left.mark)
  }

  private mutating func parsePrefix() -> Expression? {
    guard token == .not else { return parsePostfix() }
    let lower = range.lower
    advance()
    guard let operand = nested({ $0.parsePrefix() }) else { return nil }
    return Expression(.not(operand), ByteRange(lower, lastEnd), mark: lower)
  }

  private mutating func parsePostfix() -> Expression? {
    let lower = range.lower
    guard var result = parsePrimary() else { return nil }
    var length = 0
    while token == .dot || token == .leftBracket {
      length += 1
      guard depth + length < Self.depthLimit else {
        return fail("the expression is nested more than \(Self.depthLimit) levels deep")
      }
      let kind: Expression.Kind
      if token == .dot {
        advance()
        switch token {
        case .star: kind = .filter(result)
        case .word: kind = .property(result, text(range).lowercased())
        default: return fail("a name or * is expected after the dot")
        }
      } else {
        advance()
        if token == .star {
          advance()
          kind = .filter(result)
        } else {
          guard let index = nested({ $0.parseOr() }) else { return nil }
          kind = .index(result, index)
        }
        guard token == .rightBracket else { return fail("the bracket is not closed by ]") }
      }
      advance()
      result = Expression(kind, ByteRange(lower, lastEnd), mark: result.mark)
    }
    return result
  }

  private mutating func parsePrimary() -> Expression? {
    let place = range
    switch token {
    case .word: return parseWord()
    case .leftParen:
      advance()
      guard let inner = nested({ $0.parseOr() }) else { return nil }
      guard token == .rightParen else { return fail("the parenthesis is not closed by )") }
      advance()
      return Expression(inner.kind, ByteRange(place.lower, lastEnd), mark: inner.mark)
    case .integer, .float:
      let word = text(place)
      guard let value = number(word, isInteger: token == .integer) else {
        return fail("\(word) is too large a number")
      }
      advance()
      return Expression(.number(value), place, mark: place.lower)
    case .string:
      advance()
      let inner = text(ByteRange(place.lower + 1, place.upper - 1))
      let value = inner.utf8.contains(0x27) ? inner.replacing("''", with: "'") : inner
      return Expression(.string(value), place, mark: place.lower)
    case .end: return fail("a value is missing at the end of the expression")
    default: return fail("a value is expected before '\(token.spelling)'")
    }
  }

  private mutating func parseWord() -> Expression? {
    let place = range
    let word = text(place)
    advance()
    guard token == .leftParen else {
      let kind: Expression.Kind =
        switch word {
        case "null": .null
        case "true": .bool(true)
        case "false": .bool(false)
        default: .context(word.lowercased())
        }
      return Expression(kind, place, mark: place.lower)
    }
    advance()
    var arguments: [Expression] = []
    while token != .rightParen || !arguments.isEmpty {
      guard let argument = nested({ $0.parseOr() }) else { return nil }
      arguments.append(argument)
      if token == .rightParen { break }
      guard token == .comma else { return fail("the call is not closed by )") }
      advance()
    }
    advance()
    return Expression(
      .call(word, arguments), ByteRange(place.lower, lastEnd), mark: place.lower)
  }

  private func text(_ range: ByteRange) -> String {
    String(bytes: UnsafeBufferPointer(rebasing: lexer.bytes[range.lower..<range.upper]))
  }

  private func number(_ word: String, isInteger: Bool) -> Double? {
    guard isInteger else { return Double(word) }
    let digits = word.hasPrefix("-") ? word.dropFirst() : word[...]
    let value = digits.hasPrefix("0x") ? Int(digits.dropFirst(2), radix: 16) : Int(digits)
    // GitHub's integers have 32 bits.
    guard let value, value <= Int(Int32.max) else { return nil }
    return Double(word.hasPrefix("-") ? -value : value)
  }
}
