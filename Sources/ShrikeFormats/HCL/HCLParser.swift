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

  // MARK: bodies

  /// Items up to the closing brace, which is read too, or to the end of the file.
  private mutating func readItems(openedBy open: HCLToken?) -> HCLBody {
    var attributes: [HCLAttribute] = []
    var blocks: [HCLBlock] = []
    var names: Set<String> = []
    while true {
      let token = tokens[at]
      switch token.kind {
      case .newline: at += 1
      case .brokenLine: at += 1
      case .end:
        if let open { noteUnclosed(open) }
        return HCLBody(
          attributes: attributes, blocks: blocks,
          range: ByteRange(Int(open?.lower ?? 0), Int(token.upper)))
      case .closeBrace where open != nil:
        at += 1
        return HCLBody(
          attributes: attributes, blocks: blocks,
          range: ByteRange(Int(open?.lower ?? 0), Int(token.upper)))
      case .identifier:
        if marginCloses, let open, isHeaderAtMargin(at) {
          noteUnclosed(open)
          return HCLBody(
            attributes: attributes, blocks: blocks, range: ByteRange(Int(open.lower), lastUpper))
        }
        let start = at
        at += 1
        let next = tokens[at]
        switch next.kind {
        case .equals:
          let attribute = readAttribute(start, endsLine: true)
          if names.insert(attribute.name).inserted {
            attributes.append(attribute)
          } else {
            note("the argument is set a second time", attribute.nameRange)
          }
        case .openQuote, .openBrace, .identifier:
          if let block = readBlock(start) { blocks.append(block) }
        default:
          note(
            "expected an argument or a block", token.range,
            help: "An argument's value follows an equals sign.")
          recover(from: start)
        }
      default:
        let start = at
        at += 1
        if token.kind == .openQuote {
          note("the name of an argument stands without quotes", token.range)
        } else {
          _ = fail("expected an argument or a block", token)
        }
        recover(from: token.kind == .closeBrace ? at : start)
      }
    }
  }

  private mutating func noteUnclosed(_ open: HCLToken) {
    foundUnclosedBlock = true
    note("the block has no closing brace", open.range)
  }

  /// The name stands at `start`, the equals sign is next.
  private mutating func readAttribute(_ start: Int, endsLine: Bool) -> HCLAttribute {
    let name = tokens[start]
    at += 1
    var value: HCLExpression
    do throws(Broken) {
      value = try readExpression()
      if endsLine {
        let next = tokens[at]
        if next.kind == .newline {
          at += 1
        } else if next.kind != .end {
          let last = lastUpper
          _ =
            next.kind == .comma
            ? fail("a line break ends an argument, not a comma", next)
            : fail("expected a line break after the argument", next)
          recover(from: start)
          if value.range.upper > lastUpper { value = invalidValue(start, upTo: last) }
          return HCLAttribute(
            name: text(name), nameRange: name.range, value: value,
            range: ByteRange(Int(name.lower), min(last, lastUpper)))
        }
      }
    } catch {
      let last = lastUpper
      seesNewlines = true
      recover(from: start)
      value = invalidValue(start, upTo: last)
    }
    return HCLAttribute(
      name: text(name), nameRange: name.range, value: value,
      range: ByteRange(Int(name.lower), max(value.range.upper, Int(tokens[start + 1].upper))))
  }

  /// What stands for a broken value, after recovery: no further than what was read of it, nor into
  /// what recovery leaves to others.
  private func invalidValue(_ start: Int, upTo last: Int) -> HCLExpression {
    let lower = Int(tokens[start + 1].upper)
    return HCLExpression(.invalid, ByteRange(lower, max(lower, min(last, lastUpper))))
  }

  /// The type stands at `start`; nil where there is no body.
  private mutating func readBlock(_ start: Int) -> HCLBlock? {
    let type = tokens[start]
    var labels: [HCLLabel] = []
    while tokens[at].kind != .openBrace {
      let token = tokens[at]
      switch token.kind {
      case .identifier:
        at += 1
        labels.append(HCLLabel(text: text(token), range: token.range))
      case .openQuote:
        guard let label = try? readLabel() else {
          recover(from: start)
          return nil
        }
        labels.append(label)
      case .equals:
        note("an equals sign follows the name of an argument, not of a block", token.range)
        recover(from: start)
        return nil
      case .newline:
        note("the block's opening brace stands on the line of its name", token.range)
        recover(from: start)
        return nil
      default:
        _ = fail("expected a label in quotes or an opening brace", token)
        recover(from: start)
        return nil
      }
    }
    let open = tokens[at]
    let head = ByteRange(Int(type.lower), lastUpper)
    guard depth < HCLReader.depthLimit else {
      note("nested more than \(HCLReader.depthLimit) levels deep", open.range)
      recover(from: start)
      return nil
    }
    at += 1
    depth += 1
    defer { depth -= 1 }
    let body: HCLBody
    switch tokens[at].kind {
    case .newline, .end, .closeBrace: body = readItems(openedBy: open)
    default: body = readSingleLine(open, start)
    }
    let block = HCLBlock(
      type: text(type), typeRange: type.range, labels: labels, body: body, headRange: head,
      range: ByteRange(Int(type.lower), body.range.upper))
    let next = tokens[at]
    if next.kind == .newline {
      at += 1
    } else if next.kind != .end, tokens[at - 1].kind == .closeBrace {
      _ = fail("expected a line break after the block", next)
      recover(from: at)
    }
    return block
  }

  private mutating func readLabel() throws(Broken) -> HCLLabel {
    let open = read()
    var label = ""
    while true {
      let token = tokens[at]
      switch token.kind {
      case .closeQuote:
        at += 1
        return HCLLabel(text: label, range: ByteRange(Int(open.lower), Int(token.upper)))
      case .quoted:
        at += 1
        label += unescaped(token)
      case .end: throw fail("the text in quotes has no end", open)
      default: throw fail("a label holds plain text only", token)
      }
    }
  }

  /// `{ name = value }`, the brace is read.
  private mutating func readSingleLine(_ open: HCLToken, _ start: Int) -> HCLBody {
    var body = HCLBody(range: open.range)
    readOnlyArgument(into: &body)
    if tokens[at].kind == .closeBrace { at += 1 } else { recoverBlock(from: start) }
    body.range = ByteRange(Int(open.lower), lastUpper)
    return body
  }

  /// Up to the closing brace, or to after a mistake.
  private mutating func readOnlyArgument(into body: inout HCLBody) {
    let first = at
    let name = tokens[at]
    guard name.kind == .identifier else {
      _ = fail("expected an argument or a block", name)
      return
    }
    at += 1
    let next = tokens[at]
    switch next.kind {
    case .equals: break
    case .openQuote, .openBrace, .identifier:
      note(
        "a block on one line holds one argument and no block",
        ByteRange(Int(name.lower), Int(next.upper)),
        help: "Put the inner block on lines of its own.")
      return
    default:
      note("expected an argument or a block", name.range)
      return
    }
    let count = mistakes.count
    body.attributes.append(readAttribute(first, endsLine: false))
    guard mistakes.count == count else { return }
    switch tokens[at].kind {
    case .closeBrace: break
    case .comma:
      note(
        "a block on one line holds one argument", tokens[at].range,
        help: "Put each argument on a line of its own.")
    case .newline:
      note("the block's brace closes on the line of its one argument", tokens[at].range)
    default: _ = fail("expected the closing brace after the one argument", tokens[at])
    }
  }

  // MARK: recovery

  /// Passes over what is left of a broken item, from its first token on: to the end of the line
  /// at which its brackets are closed, or before a line that by its margin is no part of it.
  private mutating func recover(from start: Int) {
    let broken = at
    let margin = column(tokens[start])
    var nesting = 0
    var index = start
    while true {
      switch tokens[index].kind {
      case .end:
        at = index
        return
      case .brokenLine:
        nesting = 0
        if index >= broken {
          at = index + 1
          return
        }
      case .newline:
        if nesting <= 0, index >= broken {
          at = index + 1
          return
        }
        // Before the place of the mistake only a line that is clearly outside counts.
        let isOutside =
          index + 1 >= broken
          ? beginsItem(index + 1, margin)
          : tokens[index + 1].kind == .identifier && beginsItem(index + 1, margin - 1)
        if isOutside {
          at = index + 1
          return
        }
      case .openBrace, .openBracket, .openParenthesis, .interpolation, .directive: nesting += 1
      case .closeBrace, .closeBracket, .closeParenthesis, .sequenceEnd:
        if nesting <= 0, index >= broken, tokens[index].kind == .closeBrace {
          at = index
          return
        }
        nesting = max(0, nesting - 1)
      default: break
      }
      index += 1
    }
  }

  /// Passes over the rest of a one-line block that turned out to be none, up to its brace or to
  /// where by the margin something else begins.
  private mutating func recoverBlock(from start: Int) {
    if at > start, tokens[at - 1].kind == .newline { at -= 1 }
    let margin = column(tokens[start])
    var nesting = 0
    while true {
      switch tokens[at].kind {
      case .end: return
      case .openBrace: nesting += 1
      case .closeBrace:
        if nesting == 0 {
          at += 1
          return
        }
        nesting -= 1
      case .brokenLine:
        at += 1
        return
      case .newline:
        if tokens[at + 1].kind == .identifier, beginsItem(at + 1, margin) {
          at += 1
          return
        }
      default: break
      }
      at += 1
    }
  }

  /// Whether the line that starts at a token stands too far left to belong to an item with this
  /// margin.
  private func beginsItem(_ index: Int, _ margin: Int) -> Bool {
    let token = tokens[index]
    switch token.kind {
    case .closeBrace: return column(token) < margin
    case .identifier:
      switch tokens[index + 1].kind {
      case .equals, .openBrace, .openQuote, .identifier: return column(token) <= margin
      default: return false
      }
    default: return false
    }
  }

  private func isHeaderAtMargin(_ index: Int) -> Bool {
    guard column(tokens[index]) == 0 else { return false }
    var index = index + 1
    while true {
      switch tokens[index].kind {
      case .openBrace: return true
      case .identifier, .openQuote, .quoted, .closeQuote: index += 1
      default: return false
      }
    }
  }

  /// Bytes between the line's start and the token.
  private func column(_ token: HCLToken) -> Int {
    var index = Int(token.lower)
    while index > 0, bytes[index - 1] != 0x0A { index -= 1 }
    return Int(token.lower) - index
  }
}
