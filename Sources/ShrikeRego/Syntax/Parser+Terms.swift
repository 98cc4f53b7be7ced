extension Parser {
  // MARK: literals

  /// Literals up to a closing brace or bracket, or to the end of the text.
  mutating func literals(until end: Symbol) throws(SyntaxError) -> Body {
    var body: Body = []
    let opening = at > 0 ? tokens[at - 1].span : token.span
    while true {
      while take(.semicolon) {}
      if token.kind == .end {
        if end == .none { return body }
        throw SyntaxError(span: opening, message: "the '\(end.rawValue)' of this body is missing")
      }
      if end != .none, take(end) {
        if body.isEmpty { throw SyntaxError(span: opening, message: "this body is empty") }
        return body
      }
      if let last = body.last, !token.isFirstOfLine, tokens[at - 1].symbol != .semicolon {
        _ = last
        throw unexpected("';', a new line or the end of the body")
      }
      body.append(try literal())
    }
  }

  mutating func literal() throws(SyntaxError) -> Expression {
    let start = token.span
    var isNegated = false
    if isWord("not") {
      advance()
      isNegated = true
    }
    var expression: Expression
    if isWord("some") {
      advance()
      expression = try someClause(start)
    } else if isKeyword("every") {
      advance()
      expression = try everyClause(start)
    } else {
      expression = try plain(start)
    }
    expression.isNegated = isNegated
    while isWord("with") {
      advance()
      let target = try term()
      guard isWord("as") else { throw unexpected("'as' after what 'with' replaces") }
      advance()
      let value = try operand()
      expression.withs.append(.init(target: target, value: value))
    }
    expression.span = span(from: start)
    return expression
  }

  private mutating func plain(_ start: Span) throws(SyntaxError) -> Expression {
    let left = try operand()
    if take(.assign) {
      return Expression(kind: .assign(left, try operand()), span: start)
    }
    if take(.unify) {
      return Expression(kind: .unify(left, try operand()), span: start)
    }
    if isSymbol(.comma), keywords.contains("in") {
      // `key, value in collection`
      let before = at
      advance()
      if let value = try? arithmetic(allowsBar: true), isKeyword("in") {
        advance()
        let domain = try operand()
        let member = Term(
          .operation("internal.member_3", [left, value, domain]), span(from: start))
        return Expression(kind: .term(member), span: start)
      }
      at = before
    }
    return Expression(kind: .term(left), span: start)
  }

  private mutating func someClause(_ start: Span) throws(SyntaxError) -> Expression {
    var names = [try relation(allowsIn: false)]
    while take(.comma) { names.append(try relation(allowsIn: false)) }
    if isKeyword("in") {
      advance()
      let domain = try operand()
      guard names.count <= 2 else {
        throw SyntaxError(span: start, message: "'some … in' takes a value, or a key and a value")
      }
      return Expression(
        kind: .someIn(
          key: names.count == 2 ? names[0] : nil, value: names[names.count - 1], domain: domain),
        span: start)
    }
    for name in names where name.variable == nil {
      throw SyntaxError(span: name.span, message: "'some' declares variables; this is none")
    }
    return Expression(kind: .some(names), span: start)
  }

  private mutating func everyClause(_ start: Span) throws(SyntaxError) -> Expression {
    var names = [try term()]
    if take(.comma) { names.append(try term()) }
    guard isKeyword("in") || isWord("in") else {
      throw unexpected("'in' after the variables of 'every'")
    }
    advance()
    let domain = try relation(allowsIn: false, beforeBrace: true)
    try expect(.leftBrace, "before the body of 'every'")
    let body = try literals(until: .rightBrace)
    return Expression(
      kind: .every(
        key: names.count == 2 ? names[0] : nil, value: names[names.count - 1], domain: domain,
        body: body), span: start)
  }

  // MARK: operators

  /// A term with all operators, `in` included.
  mutating func operand() throws(SyntaxError) -> Term {
    try nested { parser throws(SyntaxError) in try parser.relation(allowsIn: true) }
  }

  mutating func relation(allowsIn: Bool, beforeBrace: Bool = false, allowsBar: Bool = true)
    throws(SyntaxError) -> Term
  {
    let start = token.span
    var left = try arithmetic(allowsBar: allowsBar)
    while true {
      let name: String
      switch token.symbol {
      case .equal: name = "equal"
      case .notEqual: name = "neq"
      case .less: name = "lt"
      case .lessEqual: name = "lte"
      case .greater: name = "gt"
      case .greaterEqual: name = "gte"
      default:
        guard allowsIn, isKeyword("in") else { return left }
        name = "internal.member_2"
      }
      advance()
      let right = try arithmetic(allowsBar: allowsBar)
      left = Term(.operation(name, [left, right]), span(from: start))
    }
  }

  /// `|`, `&`, `+ -`, `* / %`, from weak to strong.
  mutating func arithmetic(allowsBar: Bool) throws(SyntaxError) -> Term {
    try binary(allowsBar ? 0 : 1)
  }

  private mutating func binary(_ level: Int) throws(SyntaxError) -> Term {
    guard level < 4 else { return try term() }
    let start = token.span
    var left = try binary(level + 1)
    while let name = operatorName(level) {
      advance()
      let right = try binary(level + 1)
      left = Term(.operation(name, [left, right]), span(from: start))
    }
    return left
  }

  private func operatorName(_ level: Int) -> String? {
    switch (level, token.symbol) {
    case (0, .bar): "or"
    case (1, .and): "and"
    case (2, .plus): "plus"
    case (2, .minus): "minus"
    case (3, .times): "mul"
    case (3, .slash): "div"
    case (3, .percent): "rem"
    default: nil
    }
  }

  // MARK: terms

  mutating func term() throws(SyntaxError) -> Term {
    try nested { parser throws(SyntaxError) in
      let head = try parser.simpleTerm()
      return try parser.reference(head)
    }
  }

  /// What stands directly behind a term: `.name`, `[key]`, `(arguments)`.
  private mutating func reference(_ head: Term) throws(SyntaxError) -> Term {
    var term = head
    while token.isAdjacent {
      switch token.symbol {
      case .dot:
        advance()
        guard token.kind == .word else { throw unexpected("a name after the dot") }
        let key = Term(.constant(Value(text(token))), token.span)
        advance()
        term = appending(key, to: term)
      case .leftBracket:
        advance()
        let key = try operand()
        try expect(.rightBracket, "after the key")
        term = appending(key, to: term)
      case .leftParen:
        guard term.words != nil else { return term }
        advance()
        let arguments = try list(until: .rightParen)
        term =
          term.variable == "set" && arguments.isEmpty
          ? Term(.constant(.emptySet), span(from: head.span))
          : Term(.call(term, arguments), span(from: head.span))
      default: return term
      }
    }
    return term
  }

  private func appending(_ key: Term, to term: Term) -> Term {
    let whole = span(from: term.span)
    if case .reference(let head, let path) = term.kind {
      return Term(.reference(head, path + [key]), whole)
    }
    return Term(.reference(term, [key]), whole)
  }

  private mutating func simpleTerm() throws(SyntaxError) -> Term {
    let token = self.token
    switch token.kind {
    case .number:
      advance()
      return Term(.constant(try numberValue(token.span)), token.span)
    case .string:
      advance()
      return Term(.constant(try stringValue(token)), token.span)
    case .template:
      advance()
      return try template(token)
    case .word: return try wordTerm(token)
    case .end: throw unexpected("a term")
    case .symbol: break
    }
    switch token.symbol {
    case .minus:
      advance()
      guard self.token.kind == .number else { throw unexpected("a number after '-'") }
      let span = token.span.through(self.token.span)
      advance()
      return Term(.constant(try numberValue(span)), span)
    case .leftBracket:
      advance()
      return try array(token.span)
    case .leftBrace:
      advance()
      return try setOrObject(token.span)
    case .leftParen:
      advance()
      let inner = try operand()
      try expect(.rightParen, "after the term")
      return inner
    default: throw unexpected("a term")
    }
  }

  private mutating func wordTerm(_ token: Token) throws(SyntaxError) -> Term {
    let name = text(token)
    let isReference = nextIsReference
    advance()
    if isReference { return Term(.variable(name), token.span) }
    switch name {
    case "null": return Term(.constant(.null), token.span)
    case "true": return Term(.constant(.true), token.span)
    case "false": return Term(.constant(.false), token.span)
    case "_": return Term(.variable(freshWildcard()), token.span)
    default:
      // `contains(…)` is a built-in's name in either version.
      let isCall = self.token.isAdjacent && self.token.symbol == .leftParen
      if !isCall, Self.reserved.contains(name) || keywords.contains(name) {
        throw SyntaxError(
          span: token.span, message: "'\(name)' is a keyword and cannot stand here")
      }
      return Term(.variable(name), token.span)
    }
  }

  /// Terms with commas between, one after the last allowed; the opening bracket is behind, and maybe
  /// the first term.
  mutating func list(until end: Symbol, after first: Term? = nil) throws(SyntaxError) -> [Term] {
    var terms = first.map { [$0] } ?? []
    while !take(end) {
      if !terms.isEmpty {
        try expect(.comma, "or '\(end.rawValue)'")
        if take(end) { break }
      }
      terms.append(try operand())
    }
    return terms
  }

  /// A comprehension's head, or an element: a bar behind it is left for the caller.
  private mutating func beforeBar() throws(SyntaxError) -> Term {
    try nested { parser throws(SyntaxError) in
      try parser.relation(allowsIn: true, allowsBar: false)
    }
  }

  /// What follows a term and a bar: a comprehension's body or, where that cannot be read, a union. Then
  /// everything is put back to `start` and nil is given; of a text that is neither, the body's error
  /// is told. Texts in texts could double the work at each level, so this is done so often and no more.
  private mutating func comprehensionBody(_ end: Symbol, _ start: Int) throws(SyntaxError) -> Body?
  {
    advance()
    let mistake: SyntaxError
    do throws(SyntaxError) {
      return try literals(until: end)
    } catch {
      mistake = error
    }
    retries += 1
    guard retries <= Self.retryLimit else { throw mistake }
    at = start
    if end == .rightBrace, (try? beforeBar()) != nil, take(.colon) {
      // The value of an object's first entry.
      at = start
      return nil
    }
    at = start
    guard (try? list(until: end)) != nil else { throw mistake }
    at = start
    return nil
  }

  private mutating func array(_ start: Span) throws(SyntaxError) -> Term {
    if take(.rightBracket) { return Term(.array([]), span(from: start)) }
    let before = at
    let head = try beforeBar()
    guard isSymbol(.bar) else {
      return Term(.array(try list(until: .rightBracket, after: head)), span(from: start))
    }
    if let body = try comprehensionBody(.rightBracket, before) {
      return Term(.arrayComprehension(head, body), span(from: start))
    }
    return Term(.array(try list(until: .rightBracket)), span(from: start))
  }

  private mutating func setOrObject(_ start: Span) throws(SyntaxError) -> Term {
    if take(.rightBrace) { return Term(.object([]), span(from: start)) }
    let before = at
    let head = try beforeBar()
    if isSymbol(.bar) {
      if let body = try comprehensionBody(.rightBrace, before) {
        return Term(.setComprehension(head, body), span(from: start))
      }
      return Term(.set(try list(until: .rightBrace)), span(from: start))
    }
    guard take(.colon) else {
      return Term(.set(try list(until: .rightBrace, after: head)), span(from: start))
    }
    let valueStart = at
    var value = try beforeBar()
    if isSymbol(.bar) {
      if let body = try comprehensionBody(.rightBrace, before) {
        return Term(.objectComprehension(key: head, value: value, body), span(from: start))
      }
      at = valueStart
      value = try operand()
    }
    var entries = [(key: head, value: value)]
    while !take(.rightBrace) {
      try expect(.comma, "or '}'")
      if take(.rightBrace) { break }
      let key = try operand()
      try expect(.colon, "after the key")
      entries.append((key, try operand()))
    }
    return Term(.object(entries), span(from: start))
  }
}
