import Glibc

/// Reads a module, in either version of the language; a broken rule never loses the ones after it.
///
/// The grammar is OPA's (policy reference, "Grammar"), with what its parser does beyond the text: a
/// reference's brackets stand directly behind it, a literal ends where the line ends.
public struct Parser {
  /// Terms within terms; deeper ones are refused.
  static let depthLimit = 250
  /// Readings of a text that was taken for a comprehension and is none.
  static let retryLimit = 1_000

  let bytes: UnsafeBufferPointer<UInt8>
  var tokens: [Token]
  var at = 0
  var version: RegoVersion
  /// Words that are keywords here: all in v1; in v0 those that were imported.
  var keywords: Set<String>
  var errors: [SyntaxError] = []
  private var depth = 0
  private var wildcards = 0
  var retries = 0

  static let allKeywords: Set<String> = ["if", "contains", "in", "every"]
  static let reserved: Set<String> = [
    "as", "default", "else", "false", "import", "package", "not", "null", "true", "with", "some",
  ]

  init(bytes: UnsafeBufferPointer<UInt8>, tokens: [Token], version: RegoVersion) {
    self.bytes = bytes
    self.tokens = tokens
    self.version = version
    keywords = version == .v1 ? Self.allKeywords : []
  }

  /// The module, or what is wrong with it: all mistakes that were found.
  public static func parse(_ text: [UInt8], name: String, version: RegoVersion = .v1)
    -> (module: Module?, errors: [SyntaxError])
  {
    text.withUnsafeBufferPointer { bytes in
      var lexer = Lexer(bytes)
      lexer.run()
      var parser = Parser(bytes: bytes, tokens: lexer.tokens, version: version)
      parser.errors = lexer.errors
      let module = parser.module(name: name, text: text, comments: lexer.comments)
      let errors = parser.errors.sorted { $0.span.lower < $1.span.lower }
      return (errors.isEmpty ? module : nil, errors)
    }
  }

  /// A query: the body of a rule, without braces.
  static func parseQuery(_ text: [UInt8], version: RegoVersion = .v1) throws(SyntaxError) -> Body {
    var result: Result<Body, SyntaxError> = .success([])
    text.withUnsafeBufferPointer { bytes in
      var lexer = Lexer(bytes)
      lexer.run()
      if let error = lexer.errors.first {
        result = .failure(error)
        return
      }
      var parser = Parser(bytes: bytes, tokens: lexer.tokens, version: version)
      do throws(SyntaxError) {
        result = .success(try parser.literals(until: .none))
      } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }

  // MARK: tokens

  var token: Token { tokens[at] }
  mutating func advance() { if at + 1 < tokens.count { at += 1 } }

  func text(_ token: Token) -> String {
    String(
      decoding: UnsafeBufferPointer(
        rebasing: bytes[Int(token.span.lower)..<Int(token.span.upper)]), as: UTF8.self)
  }

  func isWord(_ word: StaticString) -> Bool {
    let span = token.span
    guard token.kind == .word, Int(span.upper - span.lower) == word.utf8CodeUnitCount,
      !nextIsReference
    else { return false }
    return memcmp(bytes.baseAddress! + Int(span.lower), word.utf8Start, word.utf8CodeUnitCount) == 0
  }

  /// A word directly followed by a dot is a reference's head, whatever the word.
  var nextIsReference: Bool {
    at + 1 < tokens.count && tokens[at + 1].isAdjacent && tokens[at + 1].symbol == .dot
  }

  func isKeyword(_ word: StaticString) -> Bool {
    isWord(word) && keywords.contains("\(word)")
  }

  func isSymbol(_ symbol: Symbol) -> Bool { token.symbol == symbol }

  mutating func take(_ symbol: Symbol) -> Bool {
    guard token.symbol == symbol else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: Symbol, _ what: String) throws(SyntaxError) {
    if !take(symbol) { throw unexpected("'\(symbol.rawValue)' \(what)") }
  }

  func unexpected(_ wanted: String) -> SyntaxError {
    let found = token.kind == .end ? "the end of the file" : "'\(text(token).prefix(40))'"
    return SyntaxError(span: token.span, message: "expected \(wanted), found \(found)")
  }

  /// Deeper by one; bounded, since a nested text must not exhaust the stack.
  mutating func nested<R>(_ body: (inout Parser) throws(SyntaxError) -> R) throws(SyntaxError) -> R
  {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw SyntaxError(
        span: token.span, message: "more than \(Self.depthLimit) terms stand within each other")
    }
    return try body(&self)
  }

  func span(from start: Span) -> Span { start.through(at > 0 ? tokens[at - 1].span : start) }

  mutating func freshWildcard() -> String {
    wildcards += 1
    return "_#\(wildcards)"
  }

  // MARK: module

  private mutating func module(name: String, text: [UInt8], comments: [Span]) -> Module {
    var package: [String] = []
    var packageSpan = Span.none
    var imports: [Import] = []
    var rules: [Rule] = []
    var starts: [(lower: UInt32, rule: Int?)] = []
    if isWord("package") {
      let start = token.span
      starts.append((start.lower, nil))
      advance()
      do throws(SyntaxError) {
        package = try path("a package's name")
        packageSpan = span(from: start)
      } catch {
        errors.append(error)
        recover()
      }
    } else {
      errors.append(
        SyntaxError(
          span: token.span, message: "a module begins with its package",
          help: "write 'package' and a name of your own in the first line"))
    }
    while token.kind != .end {
      let before = at
      starts.append((token.span.lower, rules.count))
      do throws(SyntaxError) {
        if isWord("import") {
          imports.append(try importClause())
        } else {
          rules += try ruleClause()
        }
        if token.kind != .end, !token.isFirstOfLine, !take(.semicolon) {
          throw unexpected("the end of the line")
        }
      } catch {
        errors.append(error)
        if at == before { advance() }
        recover()
      }
    }
    return Module(
      name: name, text: text, version: version, package: package, packageSpan: packageSpan,
      imports: imports, rules: rules,
      annotations: annotations(comments: comments, starts: starts), comments: comments)
  }

  /// Goes on at the next line that begins at its left edge.
  private mutating func recover() {
    while token.kind != .end {
      let lower = Int(token.span.lower)
      if token.isFirstOfLine, lower == 0 || bytes[lower - 1] == 0x0A, token.kind == .word { return }
      advance()
    }
  }

  private mutating func path(_ what: String) throws(SyntaxError) -> [String] {
    guard token.kind == .word else { throw unexpected(what) }
    var words = [text(token)]
    advance()
    while true {
      if isSymbol(.dot) {
        advance()
        guard token.kind == .word else { throw unexpected("a name after the dot") }
        words.append(text(token))
        advance()
      } else if isSymbol(.leftBracket), token.isAdjacent {
        advance()
        guard token.kind == .string else { throw unexpected("a string in the brackets") }
        words.append(try stringValue(token).string ?? "")
        advance()
        try expect(.rightBracket, "after the string")
      } else {
        return words
      }
    }
  }

  private mutating func importClause() throws(SyntaxError) -> Import {
    let start = token.span
    advance()
    let words = try path("what to import")
    let importSpan = span(from: start)
    var alias: String?
    if isWord("as") {
      advance()
      guard token.kind == .word else { throw unexpected("the name to import it as") }
      alias = text(token)
      advance()
    }
    switch words.first {
    case "rego":
      guard words == ["rego", "v1"] else {
        throw SyntaxError(
          span: importSpan, message: "there is no '\(words.joined(separator: "."))' to import",
          help: "the only one is 'rego.v1'")
      }
      version = .v1
      keywords = Self.allKeywords
    case "future":
      guard words.count >= 2, words[1] == "keywords", words.count <= 3 else {
        throw SyntaxError(
          span: importSpan, message: "there is no '\(words.joined(separator: "."))' to import",
          help: "write 'future.keywords' or one of them, as 'future.keywords.in'")
      }
      if words.count == 2 {
        keywords = Self.allKeywords
      } else if Self.allKeywords.contains(words[2]) {
        keywords.insert(words[2])
        if words[2] == "every" { keywords.insert("in") }
      } else if !["and", "or", "not"].contains(words[2]) {
        throw SyntaxError(span: importSpan, message: "'\(words[2])' is no keyword of the future")
      }
    case "data", "input": break
    default:
      throw SyntaxError(
        span: importSpan, message: "an import begins with 'data', 'input', 'rego' or 'future'",
        help: "'data.\(words.joined(separator: "."))' is a package of that name")
    }
    return Import(path: words, alias: alias, span: importSpan)
  }

  /// `# METADATA` blocks with the statement they stand before.
  private func annotations(comments: [Span], starts: [(lower: UInt32, rule: Int?)]) -> [Annotation]
  {
    func line(_ span: Span) -> String {
      String(
        decoding: UnsafeBufferPointer(rebasing: bytes[Int(span.lower)..<Int(span.upper)]),
        as: UTF8.self)
    }
    func areNeighbours(_ a: Span, _ b: Span) -> Bool {
      var breaks = 0
      for index in Int(a.upper)..<Int(b.lower) {
        switch bytes[index] {
        case 0x0A: breaks += 1
        case 0x20, 0x09, 0x0D: break
        default: return false
        }
      }
      return breaks == 1
    }
    var found: [Annotation] = []
    var index = 0
    while index < comments.count {
      let first = comments[index]
      index += 1
      let head = line(first).dropFirst().drop { $0 == " " || $0 == "\t" }
      guard head.hasPrefix("METADATA"), head.allSatisfy({ !$0.isNewline }),
        head.dropFirst(8).allSatisfy({ $0 == " " || $0 == "\t" })
      else { continue }
      var yaml: [String] = []
      var last = first
      while index < comments.count, areNeighbours(last, comments[index]) {
        last = comments[index]
        index += 1
        var text = line(last).dropFirst()
        if text.first == " " { text = text.dropFirst() }
        yaml.append(String(text))
      }
      let next = starts.first { $0.lower >= last.upper }
      found.append(
        Annotation(
          yaml: yaml.joined(separator: "\n"), span: first.through(last),
          rule: next.flatMap { $0.rule }))
    }
    return found
  }
}
