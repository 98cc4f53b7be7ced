import ShrikeText

extension HCLParser {
  // MARK: operators

  mutating func readExpression() throws(Broken) -> HCLExpression {
    guard depth < HCLReader.depthLimit else {
      throw fail("nested more than \(HCLReader.depthLimit) levels deep", peek())
    }
    depth += 1
    defer { depth -= 1 }
    let condition = try readOperation(1)
    guard peek().kind == .question else { return condition }
    read()
    let then = try readExpression()
    let colon = peek()
    guard colon.kind == .colon else {
      throw fail("expected ':' and the value of the other case", colon)
    }
    read()
    let otherwise = try readExpression()
    return try make(
      .conditional(condition, then: then, otherwise: otherwise), condition.range.lower,
      max(condition.height, then.height, otherwise.height))
  }

  private mutating func readOperation(_ level: Int) throws(Broken) -> HCLExpression {
    var left = try readOperand()
    while let (op, precedence) = Self.operation(peek().kind), precedence >= level {
      read()
      let right = try readOperation(precedence + 1)
      left = try make(
        .operation(op, left, right), left.range.lower, max(left.height, right.height))
    }
    return left
  }

  private static func operation(_ kind: HCLToken.Kind) -> (HCLOperator, Int)? {
    switch kind {
    case .or: (.or, 1)
    case .and: (.and, 2)
    case .equal: (.equal, 3)
    case .notEqual: (.notEqual, 3)
    case .less: (.less, 4)
    case .lessEqual: (.lessEqual, 4)
    case .greater: (.greater, 4)
    case .greaterEqual: (.greaterEqual, 4)
    case .plus: (.add, 5)
    case .minus: (.subtract, 5)
    case .star: (.multiply, 6)
    case .slash: (.divide, 6)
    case .percent: (.remainder, 6)
    default: nil
    }
  }

  /// A node that ends at the last token read, one level above its parts.
  mutating func make(
    _ kind: HCLExpression.Kind, _ lower: Int, _ height: Int32
  ) throws(Broken) -> HCLExpression {
    guard height < HCLReader.depthLimit else {
      throw fail("nested more than \(HCLReader.depthLimit) levels deep", tokens[max(0, at - 1)])
    }
    return HCLExpression(kind, ByteRange(lower, lastUpper), height: height + 1)
  }

  // MARK: operands

  private mutating func readOperand() throws(Broken) -> HCLExpression {
    let term = try readTerm()
    return try readSteps(term, isWithinLegacySplat: false)
  }

  private mutating func readTerm() throws(Broken) -> HCLExpression {
    let token = peek()
    switch token.kind {
    case .openParenthesis:
      read()
      let outer = seesNewlines
      seesNewlines = false
      let inner = try readExpression()
      let close = peek()
      guard close.kind == .closeParenthesis else {
        throw fail("expected a closing parenthesis", close)
      }
      read()
      seesNewlines = outer
      return try make(.parentheses(inner), Int(token.lower), inner.height)
    case .number:
      read()
      return HCLExpression(.number(text(token)), token.range)
    case .identifier:
      read()
      let next = tokens[at].kind
      if next == .openParenthesis || next == .doubleColon { return try readCall(token) }
      if isWord(token, "true") { return HCLExpression(.bool(true), token.range) }
      if isWord(token, "false") { return HCLExpression(.bool(false), token.range) }
      if isWord(token, "null") { return HCLExpression(.null, token.range) }
      return HCLExpression(.variable(text(token), []), token.range)
    case .openQuote:
      read()
      return try readTemplate(until: .closeQuote, from: Int(token.lower), flushes: false)
    case .openHeredoc:
      read()
      return try readTemplate(
        until: .closeHeredoc, from: Int(token.lower),
        flushes: bytes[Int(token.lower) + 2] == UInt8(ascii: "-"))
    case .minus, .not:
      read()
      guard depth < HCLReader.depthLimit else {
        throw fail("nested more than \(HCLReader.depthLimit) levels deep", token)
      }
      depth += 1
      defer { depth -= 1 }
      let operand = try readOperand()
      return try make(
        token.kind == .minus ? .negate(operand) : .not(operand), Int(token.lower), operand.height)
    case .openBracket: return try readTuple()
    case .openBrace: return try readObject()
    default: throw fail("expected an expression", token)
    }
  }

  private mutating func readCall(_ first: HCLToken) throws(Broken) -> HCLExpression {
    var name = text(first)
    while tokens[at].kind == .doubleColon {
      at += 1
      let next = tokens[at]
      guard next.kind == .identifier else { throw fail("expected a function's name", next) }
      at += 1
      name += "::" + text(next)
    }
    let nameRange = ByteRange(Int(first.lower), lastUpper)
    let open = tokens[at]
    guard open.kind == .openParenthesis else {
      throw fail("expected an opening parenthesis after the function's name", open)
    }
    at += 1
    let outer = seesNewlines
    seesNewlines = false
    var call = HCLCall(name: name, nameRange: nameRange, arguments: [], expandsLast: false)
    var height: Int32 = 0
    loop: while peek().kind != .closeParenthesis {
      let argument = try readExpression()
      height = max(height, argument.height)
      call.arguments.append(argument)
      let next = peek()
      switch next.kind {
      case .comma: read()
      case .ellipsis:
        read()
        call.expandsLast = true
        guard peek().kind == .closeParenthesis else {
          throw fail("the argument before '...' is the last one", peek())
        }
      case .closeParenthesis: break loop
      default: throw fail("expected a comma between the arguments", next)
      }
    }
    read()
    seesNewlines = outer
    return try make(.call(call), Int(first.lower), height)
  }

  // MARK: steps

  private mutating func readSteps(
    _ start: HCLExpression, isWithinLegacySplat: Bool
  ) throws(Broken) -> HCLExpression {
    var result = start
    while true {
      let token = peek()
      switch token.kind {
      case .dot:
        read()
        let next = peek()
        switch next.kind {
        case .identifier:
          read()
          let range = ByteRange(Int(token.lower), Int(next.upper))
          result = try stepped(result, HCLStep(kind: .attribute(text(next)), range: range))
        case .number:
          guard (Int(next.lower)..<Int(next.upper)).allSatisfy({ bytes[$0] &- 0x30 < 10 }) else {
            throw fail(
              "expected a whole number after the dot", next, help: "Write [0][1] for two indexes.")
          }
          read()
          result = try stepped(
            result,
            HCLStep(
              kind: .index(text(next)), range: ByteRange(Int(token.lower), Int(next.upper))))
        case .star:
          guard !isWithinLegacySplat else {
            throw fail("'.*' within '.*' is not allowed; use '[*]'", next)
          }
          read()
          let anchor = HCLExpression(.element, next.range)
          let each = try readAttributeSteps(anchor)
          result = try make(
            .splat(result, each: each, isLegacy: true), result.range.lower,
            max(result.height, each.height))
        default: throw fail("expected the name of an attribute after the dot", next)
        }
      case .openBracket where !isWithinLegacySplat:
        read()
        let outer = seesNewlines
        seesNewlines = false
        if peek().kind == .star {
          let star = read()
          guard peek().kind == .closeBracket else {
            throw fail("expected a closing bracket after '[*'", peek())
          }
          read()
          seesNewlines = outer
          guard depth < HCLReader.depthLimit else {
            throw fail("nested more than \(HCLReader.depthLimit) levels deep", star)
          }
          depth += 1
          defer { depth -= 1 }
          let each = try readSteps(
            HCLExpression(.element, star.range), isWithinLegacySplat: false)
          return try make(
            .splat(result, each: each, isLegacy: false), result.range.lower,
            max(result.height, each.height))
        }
        let key = try readExpression()
        let close = peek()
        guard close.kind == .closeBracket else {
          throw fail("expected a closing bracket after the index", close)
        }
        read()
        seesNewlines = outer
        let range = ByteRange(Int(token.lower), Int(close.upper))
        switch key.kind {
        case .number(let number):
          result = try stepped(result, HCLStep(kind: .index(number), range: range))
        case .string(let name):
          result = try stepped(result, HCLStep(kind: .key(name), range: range))
        default:
          result = try make(
            .index(result, key), result.range.lower, max(result.height, key.height))
        }
      default: return result
      }
    }
  }

  /// What `.*` is followed by: names and numbers after dots.
  private mutating func readAttributeSteps(_ anchor: HCLExpression) throws(Broken) -> HCLExpression
  {
    try readSteps(anchor, isWithinLegacySplat: true)
  }

  private mutating func stepped(
    _ source: HCLExpression, _ step: HCLStep
  ) throws(Broken) -> HCLExpression {
    switch source.kind {
    case .variable(let name, var steps):
      steps.append(step)
      return try make(.variable(name, steps), source.range.lower, source.height - 1)
    case .steps(let inner, var steps):
      steps.append(step)
      return try make(.steps(inner, steps), source.range.lower, source.height - 1)
    default: return try make(.steps(source, [step]), source.range.lower, source.height)
    }
  }
}
