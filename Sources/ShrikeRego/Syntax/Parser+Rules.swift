extension Parser {
  /// A rule with its chained bodies and alternatives: one, or as many as it has bodies.
  mutating func ruleClause() throws(SyntaxError) -> [Rule] {
    let start = token.span
    var isDefault = false
    if isWord("default"), at + 1 < tokens.count, tokens[at + 1].kind == .word {
      isDefault = true
      advance()
    }
    var head = try self.head()
    if isDefault {
      guard head.value != nil else { throw unexpected("the default's value after ':='") }
      return [Rule(isDefault: true, head: head, body: [], span: span(from: start))]
    }
    var rule = Rule(head: head, body: [], span: start)
    let hasIf = isKeyword("if")
    if hasIf {
      advance()
      rule.body = try ifBody()
    } else if isSymbol(.leftBrace), version == .v0 || !token.isFirstOfLine {
      if version == .v1 {
        throw SyntaxError(
          span: token.span, message: "'if' is missing before the rule's body",
          help: "write 'if {'; a module of the old version is read with --v0")
      }
      advance()
      rule.body = try literals(until: .rightBrace)
    } else if head.value == nil, head.key == nil, head.arguments == nil,
      !(version == .v0 && head.path.count == 1)
    {
      throw unexpected(
        version == .v1 ? "':=', 'contains' or 'if' after the rule's name" : "'=' or the rule's body"
      )
    }
    // In v0 `p[x] { … }` and `p[x]` are sets.
    if version == .v0, !hasIf, head.key == nil, head.value == nil, head.arguments == nil,
      let last = head.path.last, head.path.count == 1 || last.variable != nil
    {
      head.key = last
      head.path.removeLast()
      rule.head = head
    }
    while isWord("else") {
      rule.alternatives.append(try alternative())
    }
    rule.span = span(from: start)
    var rules = [rule]
    // `p { … } { … }`: the same head with another body.
    while rule.alternatives.isEmpty, version == .v0, isSymbol(.leftBrace), !hasIf,
      !rule.body.isEmpty
    {
      let bodyStart = token.span
      advance()
      var next = rule
      next.body = try literals(until: .rightBrace)
      next.isChained = true
      next.span = span(from: bodyStart)
      rules.append(next)
    }
    return rules
  }

  private mutating func alternative() throws(SyntaxError) -> Rule.Alternative {
    let start = token.span
    advance()
    var value: Term?
    if take(.assign) || take(.unify) { value = try operand() }
    var body: Body = []
    if isKeyword("if") {
      advance()
      body = try ifBody()
    } else if isSymbol(.leftBrace) {
      advance()
      body = try literals(until: .rightBrace)
    } else if value == nil {
      throw unexpected("a value or a body after 'else'")
    }
    return Rule.Alternative(value: value, body: body, span: span(from: start))
  }

  /// `if { … }` or `if` and one literal; what looks like a body and is none is a set or an object.
  private mutating func ifBody() throws(SyntaxError) -> Body {
    if isSymbol(.leftBrace) {
      let before = at
      let errorsBefore = errors
      do throws(SyntaxError) {
        advance()
        let body = try literals(until: .rightBrace)
        if token.kind == .end || token.isFirstOfLine || isWord("else") || isSymbol(.semicolon) {
          return body
        }
      } catch {
        let reached = at
        at = before
        if let literal = try? literal(), token.kind == .end || token.isFirstOfLine || isWord("else")
        {
          return [literal]
        }
        at = reached
        throw error
      }
      at = before
      errors = errorsBefore
    }
    return [try literal()]
  }

  private mutating func head() throws(SyntaxError) -> Head {
    guard token.kind == .word else { throw unexpected("a rule") }
    let start = token.span
    let name = text(token)
    let followed =
      at + 1 < tokens.count && tokens[at + 1].isAdjacent && tokens[at + 1].symbol == .dot
    if !followed, Self.reserved.contains(name) || keywords.contains(name) {
      throw SyntaxError(span: token.span, message: "'\(name)' cannot be a rule's name")
    }
    advance()
    var head = Head(name: name, span: start)
    while token.isAdjacent {
      if isSymbol(.dot) {
        advance()
        guard token.kind == .word else { throw unexpected("a name after the dot") }
        head.path.append(Term(.constant(Value(text(token))), token.span))
        advance()
      } else if isSymbol(.leftBracket) {
        advance()
        head.path.append(try operand())
        try expect(.rightBracket, "after the key")
      } else {
        break
      }
    }
    // A head's parenthesis may stand apart from its name.
    if isSymbol(.leftParen), !token.isFirstOfLine {
      advance()
      head.arguments = try list(until: .rightParen)
    }
    if isKeyword("contains") {
      advance()
      head.key = try operand()
    } else if take(.assign) || take(.unify) {
      head.value = try operand()
    }
    head.span = span(from: start)
    return head
  }
}
