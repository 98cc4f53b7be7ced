import ShrikeMatch
import ShrikeText

/// Precedence climbing over Expr's operators (expr-lang.org/docs/language-definition).
struct ExpressionParser {
  /// Brackets and operators may nest this deep.
  static let depthLimit = 200
  /// Operators, look-ups and statements in a row: `1 + 1 + 1` nests to the left, and is walked as deep.
  static let chainLimit = 1_000

  private let tokens: [ExpressionToken]
  private var at = 0
  private var depth = 0
  private var links = 0

  init(_ source: String) throws(ExpressionError) {
    tokens = try ExpressionLexer.tokens(source)
  }

  mutating func parse() throws(ExpressionError) -> ExpressionNode {
    let node = try statements()
    if current.kind != .end { throw unexpected("an operator or the end") }
    return node
  }

  private var current: ExpressionToken { tokens[min(at, tokens.count - 1)] }

  private func isSymbol(_ symbol: String) -> Bool { current.kind == .symbol(symbol) }

  private mutating func take(_ symbol: String) -> Bool {
    guard isSymbol(symbol) else { return false }
    at += 1
    return true
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard current.kind == .name(word) else { return false }
    at += 1
    return true
  }

  private mutating func expect(_ symbol: String) throws(ExpressionError) {
    if !take(symbol) { throw unexpected("'\(symbol)'") }
  }

  private func unexpected(_ wanted: String) -> ExpressionError {
    ExpressionError(
      message: current.kind == .end
        ? "the expression ends where \(wanted) is expected" : "expected \(wanted)",
      range: current.range)
  }

  private mutating func link() throws(ExpressionError) {
    links += 1
    if links > Self.chainLimit {
      throw ExpressionError(
        message: "the expression has more than \(Self.chainLimit) operators", range: current.range)
    }
  }

  private mutating func statements() throws(ExpressionError) -> ExpressionNode {
    if takeWord("let") {
      try link()
      guard case .name(let name) = current.kind else { throw unexpected("a name") }
      at += 1
      try expect("=")
      let value = try expression()
      try expect(";")
      return .let_(name, value, try statements())
    }
    let first = try expression()
    if take(";") {
      try link()
      if current.kind == .end || isSymbol(")") { return first }
      return .sequence(first, try statements())
    }
    return first
  }

  private mutating func expression() throws(ExpressionError) -> ExpressionNode {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit {
      throw ExpressionError(message: "the expression nests too deep", range: current.range)
    }
    let condition = try binary(0)
    if take("?") {
      let yes = try expression()
      try expect(":")
      return .ternary(condition, yes, try expression())
    }
    return condition
  }

  private static let levels: [[String]] = [
    ["|"], ["or", "||"], ["and", "&&"],
    [
      "==", "!=", "<", ">", "<=", ">=", "in", "not in", "contains", "startsWith", "endsWith",
      "matches",
    ],
    [".."], ["+", "-"], ["*", "/", "%"], ["**", "^"], ["??"],
  ]

  private mutating func binary(_ level: Int) throws(ExpressionError) -> ExpressionNode {
    if level == Self.levels.count { return try unary() }
    var left = try binary(level + 1)
    while let symbol = operatorHere(Self.levels[level]) {
      at += symbol == "not in" ? 2 : 1
      try link()
      if symbol == "|" {
        left = try pipe(left)
        continue
      }
      let right = try binary(level + 1)
      switch symbol {
      case "not in": left = .not(.binary("in", left, right))
      case "or": left = .binary("||", left, right)
      case "and": left = .binary("&&", left, right)
      default: left = .binary(symbol, left, right)
      }
    }
    return left
  }

  private func operatorHere(_ symbols: [String]) -> String? {
    switch current.kind {
    case .symbol(let symbol): return symbols.contains(symbol) ? symbol : nil
    case .name("not"):
      guard at + 1 < tokens.count, tokens[at + 1].kind == .name("in") else { return nil }
      return symbols.contains("not in") ? "not in" : nil
    case .name(let name): return symbols.contains(name) ? name : nil
    default: return nil
    }
  }

  /// `value | f(x)` is `f(value, x)`.
  private mutating func pipe(_ value: ExpressionNode) throws(ExpressionError) -> ExpressionNode {
    guard case .name(let name) = current.kind else { throw unexpected("a function") }
    let start = current.range
    at += 1
    try expect("(")
    return try call(name, [value] + arguments(), at: start)
  }

  private mutating func unary() throws(ExpressionError) -> ExpressionNode {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit {
      throw ExpressionError(message: "the expression nests too deep", range: current.range)
    }
    if take("!") || takeWord("not") { return .not(try unary()) }
    if take("-") { return .negate(try unary()) }
    if take("+") { return try unary() }
    return try postfix(primary())
  }

  private mutating func postfix(_ start: ExpressionNode) throws(ExpressionError) -> ExpressionNode {
    var node = start
    while true {
      if isSymbol(".") || isSymbol("?.") || isSymbol("[") { try link() }
      if take(".") || take("?.") {
        if take("[") {
          node = try subscript_(node)
          continue
        }
        guard case .name(let name) = current.kind else { throw unexpected("a name") }
        let range = current.range
        at += 1
        if take("(") {
          node = try call(path(node, name), arguments(), at: range)
        } else {
          node = .member(node, name)
        }
      } else if take("[") {
        node = try subscript_(node)
      } else {
        return node
      }
    }
  }

  /// `filter.entropy`, `http.get`: a function of a name space; anything else is a method by its name.
  private func path(_ node: ExpressionNode, _ name: String) -> String {
    if case .name(let space) = node { return "\(space).\(name)" }
    return name
  }

  private mutating func subscript_(_ node: ExpressionNode) throws(ExpressionError) -> ExpressionNode
  {
    var from: ExpressionNode?
    if !isSymbol(":") { from = try expression() }
    if take(":") {
      var to: ExpressionNode?
      if !isSymbol("]") { to = try expression() }
      try expect("]")
      return .slice(node, from: from, to: to)
    }
    try expect("]")
    return .index(node, from ?? .null)
  }

  private mutating func arguments() throws(ExpressionError) -> [ExpressionNode] {
    var list: [ExpressionNode] = []
    while !take(")") {
      list.append(try expression())
      if !take(",") {
        try expect(")")
        return list
      }
    }
    return list
  }

  private mutating func primary() throws(ExpressionError) -> ExpressionNode {
    let token = current
    at += 1
    switch token.kind {
    case .number(let value): return .number(value)
    case .text(let bytes): return .text(bytes)
    case .name("true"): return .bool(true)
    case .name("false"): return .bool(false)
    case .name("nil"), .name("null"): return .null
    case .name(let name):
      if take("(") { return try call(name, arguments(), at: token.range) }
      return .name(name)
    case .symbol("#"): return .current
    case .symbol("."):
      guard case .name(let name) = current.kind else { throw unexpected("a name") }
      at += 1
      return .member(.current, name)
    case .symbol("("):
      let inner = try statements()
      try expect(")")
      return inner
    case .symbol("["):
      var items: [ExpressionNode] = []
      while !take("]") {
        items.append(try expression())
        if !take(",") {
          try expect("]")
          break
        }
      }
      return .list(items)
    case .symbol("{"): return try mapOrPredicate()
    default:
      at -= 1
      throw unexpected("a value")
    }
  }

  private mutating func mapOrPredicate() throws(ExpressionError) -> ExpressionNode {
    if take("}") { return .map([]) }
    let start = at
    let isMap: Bool =
      switch current.kind {
      case .text, .name, .number:
        at + 1 < tokens.count && tokens[at + 1].kind == .symbol(":")
      case .symbol("("): true
      default: false
      }
    at = start
    guard isMap else {
      let body = try statements()
      try expect("}")
      return body
    }
    var entries: [(key: ExpressionNode, value: ExpressionNode)] = []
    while !take("}") {
      var key = try primary()
      if case .name(let name) = key { key = .text(Array(name.utf8)) }
      try expect(":")
      entries.append((key, try expression()))
      if !take(",") {
        try expect("}")
        break
      }
    }
    return .map(entries)
  }

  // MARK: functions

  private func call(
    _ name: String, _ arguments: [ExpressionNode], at range: ByteRange
  ) throws(ExpressionError) -> ExpressionNode {
    let bare = name.hasPrefix("filter.") ? String(name.dropFirst(7)) : name
    guard arguments.count == 2, bare == "matchesAny" || bare == "containsAny",
      case .list(let items) = arguments[1]
    else { return .call(bare, arguments) }
    var words: [String] = []
    for item in items {
      guard case .text(let bytes) = item else { return .call(bare, arguments) }
      words.append(String(decoding: bytes, as: UTF8.self))
    }
    if bare == "containsAny" { return .containsAny(arguments[0], WordSet(words)) }
    if words.isEmpty { return .matchesAny(arguments[0], nil) }
    for word in words {
      do throws(PatternError) { _ = try Pattern(word) } catch {
        throw ExpressionError(
          message: "this regular expression cannot be read: \(error.message)", range: range,
          help: error.help)
      }
    }
    let joined = words.map { "(?:\($0))" }.joined(separator: "|")
    guard let pattern = try? Pattern(joined) else {
      throw ExpressionError(message: "these regular expressions do not join", range: range)
    }
    return .matchesAny(arguments[0], pattern)
  }
}
