import ShrikeText

/// Tuples, objects and the loops that make them.
extension HCLParser {
  mutating func readTuple() throws(Broken) -> HCLExpression {
    let open = read()
    let outer = seesNewlines
    seesNewlines = false
    if isWord(peek(), "for") { return try readLoop(open, outer) }
    var elements: [HCLExpression] = []
    var height: Int32 = 0
    loop: while peek().kind != .closeBracket {
      let element = try readExpression()
      height = max(height, element.height)
      elements.append(element)
      let next = peek()
      switch next.kind {
      case .comma: read()
      case .closeBracket: break loop
      case .ellipsis:
        throw fail("'...' is for arguments of functions and for groups", next)
      default: throw fail("expected a comma between the elements", next)
      }
    }
    read()
    seesNewlines = outer
    return try make(.tuple(elements), Int(open.lower), height)
  }

  mutating func readObject() throws(Broken) -> HCLExpression {
    let open = read()
    let outer = seesNewlines
    var ahead = at
    while tokens[ahead].kind == .newline { ahead += 1 }
    if isWord(tokens[ahead], "for") {
      seesNewlines = false
      return try readLoop(open, outer)
    }
    seesNewlines = true
    var items: [HCLItem] = []
    var height: Int32 = 0
    loop: while true {
      let token = peek()
      if token.kind == .newline {
        read()
        continue
      }
      if token.kind == .closeBrace { break }
      let key = try readExpression()
      let sign = peek()
      guard sign.kind == .equals || sign.kind == .colon else {
        throw fail(
          "expected an equals sign and a value after the key", sign,
          help: "A key of several words stands in quotes.")
      }
      read()
      let value = try readExpression()
      height = max(height, key.height, value.height)
      items.append(HCLItem(key: key, value: value))
      let next = peek()
      switch next.kind {
      case .comma, .newline: read()
      case .closeBrace: break loop
      default: throw fail("expected a line break or a comma between the entries", next)
      }
    }
    read()
    seesNewlines = outer
    return try make(.object(items), Int(open.lower), height)
  }

  private mutating func readLoop(_ open: HCLToken, _ outer: Bool) throws(Broken) -> HCLExpression {
    let isObject = open.kind == .openBrace
    read()
    let names = try readLoopNames()
    let collection = try readExpression()
    guard peek().kind == .colon else {
      throw fail("expected ':' after the collection", peek())
    }
    read()
    var height = collection.height
    var key: HCLExpression?
    var value = try readExpression()
    var isGrouping = false
    var condition: HCLExpression?
    height = max(height, value.height)
    if isObject {
      guard peek().kind == .arrow else {
        throw fail("expected '=>' between key and value", peek())
      }
      read()
      key = value
      value = try readExpression()
      height = max(height, value.height)
      if peek().kind == .ellipsis {
        read()
        isGrouping = true
      }
    } else if peek().kind == .arrow {
      throw fail("key and value make an object: use braces", peek())
    } else if peek().kind == .ellipsis {
      throw fail("only the values of an object can be grouped", peek())
    }
    if isWord(peek(), "if") {
      read()
      let test = try readExpression()
      height = max(height, test.height)
      condition = test
    }
    let close = peek()
    guard close.kind == (isObject ? .closeBrace : .closeBracket) else {
      throw fail("expected the end of the 'for' expression", close)
    }
    read()
    seesNewlines = outer
    return try make(
      .loop(
        HCLLoop(
          keyName: names.key, valueName: names.value, collection: collection, key: key,
          value: value, isGrouping: isGrouping,
          condition: condition)), Int(open.lower), height)
  }

  /// `v in` or `k, v in`, as stands behind `for`.
  mutating func readLoopNames() throws(Broken) -> (key: String?, value: String) {
    let first = try readName()
    var second: String?
    if peek().kind == .comma {
      read()
      second = try readName()
    }
    guard isWord(peek(), "in") else { throw fail("expected 'in' after the names", peek()) }
    read()
    return (second == nil ? nil : first, second ?? first)
  }

  private mutating func readName() throws(Broken) -> String {
    let token = peek()
    guard token.kind == .identifier else { throw fail("expected a name after 'for'", token) }
    read()
    return text(token)
  }
}
