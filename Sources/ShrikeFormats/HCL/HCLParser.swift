import ShrikeText

/// From tokens to a body. A mistake leaves the attribute or block it stands in, never the file.
struct HCLParser {
  /// Thrown where an expression cannot be read on; the mistake is already noted.
  struct Broken: Error {}

  let bytes: UnsafeBufferPointer<UInt8>
  let tokens: [HCLToken]
  var at = 0
  /// Line breaks end something here; within parentheses and brackets they do not.
  var seesNewlines = true
  /// Levels of blocks and expressions that are open.
  var depth = 0
  /// A block's header at the margin closes the blocks that are open.
  var marginCloses = false
  private(set) var foundUnclosedBlock = false
  private(set) var mistakes: [HCLMistake] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ tokens: [HCLToken]) {
    self.bytes = bytes
    self.tokens = tokens
  }

  mutating func readFile() -> HCLBody {
    var body = readItems(openedBy: nil)
    body.range = ByteRange(0, bytes.count)
    return body
  }

  /// Nil after a mistake.
  mutating func readLoneExpression() -> HCLExpression? {
    seesNewlines = false
    guard let expression = try? readExpression() else { return nil }
    let next = peek()
    guard next.kind == .end else {
      _ = fail("expected nothing after the expression", next)
      return nil
    }
    return expression
  }

  mutating func readLoneTemplate() -> HCLExpression? {
    try? readTemplate(until: .end, from: 0, flushes: false)
  }

  // MARK: tokens

  @inline(__always)
  mutating func peek() -> HCLToken {
    if !seesNewlines {
      while tokens[at].kind == .newline { at += 1 }
    }
    return tokens[at]
  }

  @inline(__always)
  @discardableResult
  mutating func read() -> HCLToken {
    let token = peek()
    if token.kind != .end { at += 1 }
    return token
  }

  /// The end of the token that was read last.
  var lastUpper: Int {
    var index = at - 1
    while index >= 0, tokens[index].kind == .newline { index -= 1 }
    return index >= 0 ? Int(tokens[index].upper) : 0
  }

  func text(_ token: HCLToken) -> String { text(token.range) }

  func text(_ range: ByteRange) -> String {
    String(bytes: UnsafeBufferPointer(rebasing: bytes[range.lower..<range.upper]))
  }

  func isWord(_ token: HCLToken, _ word: StaticString) -> Bool {
    token.kind == .identifier && token.count == word.utf8CodeUnitCount
      && (0..<token.count).allSatisfy { bytes[Int(token.lower) + $0] == word.utf8Start[$0] }
  }

  mutating func note(_ message: String, _ range: ByteRange, help: String? = nil) {
    if mistakes.count < HCLReader.mistakeLimit {
      mistakes.append(HCLMistake(message, at: range, help: help))
    }
  }

  /// Notes the mistake and gives up the expression.
  mutating func fail(_ message: String, _ token: HCLToken, help: String? = nil) -> Broken {
    switch token.kind {
    case .brokenLine:
      note(
        "the text in quotes does not end on its line", token.range,
        help: "Write \\n for a line break, or use a heredoc.")
    case .openComment: note("the comment has no end", token.range)
    case .invalid: note("this character has no meaning here", token.range, help: advice(token))
    default: note(message, token.range, help: help)
    }
    return Broken()
  }

  private func advice(_ token: HCLToken) -> String? {
    switch bytes[Int(token.lower)] {
    case UInt8(ascii: "'"), UInt8(ascii: "`"): "Strings stand in double quotes."
    case UInt8(ascii: ";"): "A line break ends an argument."
    case UInt8(ascii: "&"): "Write && for 'and'."
    case UInt8(ascii: "|"): "Write || for 'or'."
    default: nil
    }
  }

  mutating func noteUnclosed(_ open: HCLToken) {
    foundUnclosedBlock = true
    note("the block has no closing brace", open.range)
  }
}
