extension GraphQL {
  static func query(_ text: String) throws(Failure) -> Query {
    var parser = try Parser(text)
    return try parser.query()
  }

  static func schema(_ text: String, isBuiltIn: Bool = false) throws(Failure) -> SchemaDocument {
    var parser = try Parser(text)
    let document = try parser.schemaDocument()
    for definition in document.definitions + document.extensions {
      definition.isBuiltIn = isBuiltIn
    }
    return document
  }

  /// A parser of one token's foresight.
  struct Parser {
    private var lexer: Lexer
    private(set) var token: Token
    private var depth = 0

    init(_ text: String) throws(Failure) {
      lexer = Lexer(text)
      token = try lexer.next()
    }

    // MARK: tokens

    func unexpected(_ token: Token? = nil) -> Failure {
      let token = token ?? self.token
      return Failure(message: "Unexpected \(token.text)", place: token.place)
    }

    @discardableResult
    mutating func next() throws(Failure) -> Token {
      let current = token
      token = try lexer.next()
      return current
    }

    @discardableResult
    mutating func expect(_ kind: Token.Kind) throws(Failure) -> Token {
      guard token.kind == kind else {
        throw Failure(
          message: "Expected \(kind.rawValue), found \(token.kind.rawValue)", place: token.place)
      }
      return try next()
    }

    mutating func expect(word: String) throws(Failure) {
      guard token.kind == .name, token.value == word else {
        throw Failure(message: "Expected \"\(word)\", found \(token.text)", place: token.place)
      }
      try next()
    }

    mutating func take(_ kind: Token.Kind) throws(Failure) -> Bool {
      guard token.kind == kind else { return false }
      try next()
      return true
    }

    mutating func name() throws(Failure) -> String { try expect(.name).value }

    /// One or more items in brackets, or nothing at all.
    mutating func some(
      _ open: Token.Kind, _ close: Token.Kind, _ item: (inout Parser) throws(Failure) -> Void
    ) throws(Failure) {
      guard try take(open) else { return }
      guard token.kind != close else {
        throw Failure(
          message: "expected at least one definition, found \(token.kind.rawValue)",
          place: token.place)
      }
      while token.kind != close { try item(&self) }
      try next()
    }

    mutating func nested<T>(_ body: (inout Parser) throws(Failure) -> T) throws(Failure) -> T {
      depth += 1
      defer { depth -= 1 }
      guard depth <= GraphQL.depthLimit else {
        throw Failure(message: "nested too deeply", place: token.place, isLimit: true)
      }
      return try body(&self)
    }

    // MARK: queries

    mutating func query() throws(Failure) -> Query {
      var query = Query()
      while token.kind != .end {
        if token.kind == .name, token.value == "fragment" {
          query.fragments.append(try fragment())
        } else if token.kind == .openBrace
          || token.kind == .name && ["query", "mutation", "subscription"].contains(token.value)
        {
          query.operations.append(try operation())
        } else {
          throw unexpected()
        }
      }
      return query
    }

    private mutating func operation() throws(Failure) -> Operation {
      let operation = Operation()
      operation.place = token.place
      if token.kind != .openBrace {
        operation.kind = try operationKind()
        if token.kind == .name { operation.name = try name() }
        operation.variables = try variables()
        operation.directives = try directives(isConstant: false)
      }
      operation.selections = try requiredSelections()
      return operation
    }

    mutating func operationKind() throws(Failure) -> String {
      let word = try next()
      guard ["query", "mutation", "subscription"].contains(word.value) else {
        throw unexpected(word)
      }
      return word.value
    }

    private mutating func variables() throws(Failure) -> [VariableDefinition] {
      var out: [VariableDefinition] = []
      try some(.open, .close) { (parser) throws(Failure) in
        let variable = VariableDefinition()
        variable.place = parser.token.place
        try parser.expect(.dollar)
        variable.name = try parser.name()
        try parser.expect(.colon)
        variable.type = try parser.type()
        if try parser.take(.equals) { variable.defaultValue = try parser.value(isConstant: true) }
        variable.directives = try parser.directives(isConstant: false)
        out.append(variable)
      }
      return out
    }

    private mutating func requiredSelections() throws(Failure) -> [Selection] {
      guard token.kind == .openBrace else {
        throw Failure(
          message: "Expected {, found \(token.kind.rawValue)", place: token.place)
      }
      return try selections()
    }

    private mutating func selections() throws(Failure) -> [Selection] {
      try nested { (parser) throws(Failure) in
        var out: [Selection] = []
        try parser.some(.openBrace, .closeBrace) { (parser) throws(Failure) in
          out.append(
            parser.token.kind == .spread ? try parser.spread() : .field(try parser.field()))
        }
        return out
      }
    }

    private mutating func field() throws(Failure) -> Field {
      let field = Field()
      field.place = token.place
      field.alias = try name()
      field.name = try take(.colon) ? name() : field.alias
      field.arguments = try arguments(isConstant: false)
      field.directives = try directives(isConstant: false)
      if token.kind == .openBrace { field.selections = try selections() }
      return field
    }

    private mutating func spread() throws(Failure) -> Selection {
      try expect(.spread)
      if token.kind == .name, token.value != "on" {
        let spread = Spread()
        spread.place = token.place
        spread.name = try name()
        spread.directives = try directives(isConstant: false)
        return .spread(spread)
      }
      let inline = InlineFragment()
      inline.place = token.place
      if token.value == "on" {
        try next()
        inline.typeCondition = try name()
      }
      inline.directives = try directives(isConstant: false)
      inline.selections = try requiredSelections()
      return .inline(inline)
    }

    private mutating func fragment() throws(Failure) -> Fragment {
      let fragment = Fragment()
      fragment.place = token.place
      try expect(word: "fragment")
      if token.value == "on" { throw unexpected() }
      fragment.name = try name()
      fragment.variables = try variables()
      try expect(word: "on")
      fragment.typeCondition = try name()
      fragment.directives = try directives(isConstant: false)
      fragment.selections = try requiredSelections()
      return fragment
    }

    // MARK: parts of both

    private mutating func arguments(isConstant: Bool) throws(Failure) -> [Argument] {
      var out: [Argument] = []
      try some(.open, .close) { (parser) throws(Failure) in
        var argument = Argument()
        argument.place = parser.token.place
        argument.name = try parser.name()
        try parser.expect(.colon)
        argument.value = try parser.value(isConstant: isConstant)
        out.append(argument)
      }
      return out
    }

    mutating func directives(isConstant: Bool) throws(Failure) -> [Directive] {
      var out: [Directive] = []
      while try take(.at) {
        let directive = Directive()
        directive.place = token.place
        directive.name = try name()
        directive.arguments = try arguments(isConstant: isConstant)
        out.append(directive)
      }
      return out
    }

    mutating func value(isConstant: Bool) throws(Failure) -> Literal {
      try nested { (parser) throws(Failure) in try parser.literal(isConstant) }
    }

    private mutating func literal(_ isConstant: Bool) throws(Failure) -> Literal {
      let literal = Literal()
      literal.place = token.place
      switch token.kind {
      case .openBracket:
        literal.kind = .list
        try next()
        while token.kind != .closeBracket {
          let place = token.place
          literal.children.append(("", try value(isConstant: isConstant), place))
        }
        try next()
        return literal
      case .openBrace:
        literal.kind = .object
        try next()
        while token.kind != .closeBrace {
          let place = token.place
          let key = try name()
          try expect(.colon)
          literal.children.append((key, try value(isConstant: isConstant), place))
        }
        try next()
        return literal
      case .dollar:
        if isConstant { throw unexpected() }
        try next()
        literal.raw = try name()
        return literal
      case .int: literal.kind = .int
      case .float: literal.kind = .float
      case .string: literal.kind = .string
      case .block: literal.kind = .block
      case .name:
        switch token.value {
        case "true", "false": literal.kind = .boolean
        case "null": literal.kind = .null
        default: literal.kind = .enumeration
        }
      default: throw unexpected()
      }
      literal.raw = try next().value
      return literal
    }

    mutating func type() throws(Failure) -> TypeReference {
      try nested { (parser) throws(Failure) in
        let type = TypeReference()
        if try parser.take(.openBracket) {
          type.place = parser.token.place
          type.element = try parser.type()
          try parser.expect(.closeBracket)
        } else {
          type.place = parser.token.place
          type.named = try parser.name()
        }
        type.isNonNull = try parser.take(.bang)
        return type
      }
    }
  }
}
