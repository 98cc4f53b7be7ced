extension Module {
  /// The module in the one layout: tabs, one expression a line, one blank line at most. Tokens stay as they
  /// are but for the braces of a body, commas at the ends of lists and semicolons at the ends of lines, and
  /// every comment stays; so it means the same, and formatting it again changes nothing.
  ///
  /// What was written on one line stays on one line, what was broken into several stays so, as with `opa fmt`.
  public func formatted() -> [UInt8] {
    text.withUnsafeBufferPointer { bytes in
      var formatter = ModuleFormatter(self, bytes)
      return formatter.run()
    }
  }
}

/// Writes a module's tokens anew, with other white space between them.
struct ModuleFormatter {
  let bytes: UnsafeBufferPointer<UInt8>
  let tokens: [Token]
  let comments: [Span]
  let landmarks: Landmarks
  /// By bracket the one that belongs to it; -1 for all other tokens.
  let partners: [Int]
  private var out: [UInt8] = []
  /// The next comment to write.
  private var pending = 0
  /// Where in the text the last thing that was written ends.
  private var lastEnd = 0
  /// Where the last body's brace ends in what was written.
  private var bodyEnd = -1

  init(_ module: Module, _ bytes: UnsafeBufferPointer<UInt8>) {
    var lexer = Lexer(bytes)
    lexer.run()
    self.bytes = bytes
    tokens = lexer.tokens
    comments = lexer.comments
    var indices: [UInt32: Int] = [:]
    for (index, token) in tokens.enumerated() where token.kind != .end {
      indices[token.span.lower] = index
    }
    var partners = [Int](repeating: -1, count: tokens.count)
    var open: [Int] = []
    for (index, token) in tokens.enumerated() {
      switch token.symbol {
      case .leftBrace, .leftBracket, .leftParen: open.append(index)
      case .rightBrace, .rightBracket, .rightParen:
        if let start = open.popLast() {
          partners[start] = index
          partners[index] = start
        }
      default: break
      }
    }
    self.partners = partners
    landmarks = Landmarks(module, tokens, indices)
    statementStarts = landmarks.statements.compactMap { statement in
      indices[statement.lower].map { ($0, statement.isImport) }
    }
    out.reserveCapacity(bytes.count + bytes.count / 8)
  }

  private let statementStarts: [(index: Int, isImport: Bool)]

  mutating func run() -> [UInt8] {
    let end = tokens.count - 1
    var before: (isImport: Bool, isTall: Bool)?
    for (number, start) in statementStarts.enumerated() {
      var upper = number + 1 < statementStarts.count ? statementStarts[number + 1].index : end
      while upper > start.index, tokens[upper - 1].symbol == .semicolon { upper -= 1 }
      let gap = out.count
      newLine(before: start.index, level: 0, isFirst: number == 0)
      let text = out.count
      inline(start.index..<upper, 0)
      let isTall = out[text...].contains(0x0A)
      if let before {
        let isApart =
          number == 1 || before.isTall || isTall || before.isImport != start.isImport
        if isApart { separate(gap..<text) }
      }
      before = (start.isImport, isTall)
    }
    newLine(before: end, level: 0, isLast: true)
    while let last = out.last, last == 0x0A { out.removeLast() }
    out.append(0x0A)
    return out
  }

  /// Makes sure of a blank line between two statements: behind the comment of the first one's last line.
  private mutating func separate(_ gap: Range<Int>) {
    var index = gap.lowerBound
    while index + 1 < gap.upperBound {
      if out[index] == 0x0A, out[index + 1] == 0x0A { return }
      index += 1
    }
    if let end = out[gap].firstIndex(of: 0x0A) { out.insert(0x0A, at: end) }
  }

  // MARK: writing

  mutating func write(_ index: Int) {
    let span = tokens[index].span
    out += bytes[Int(span.lower)..<Int(span.upper)]
    // Comments that a punctuation mark has overtaken still stand behind what was before it.
    if !hasComments(before: index) { lastEnd = Int(span.upper) }
  }

  mutating func write(_ text: StaticString) {
    text.withUTF8Buffer { out += $0 }
  }

  /// The brace behind a body's lines.
  mutating func closeBody(_ level: Int, _ close: Int?) {
    if let close {
      newLine(before: close, level: level, commentLevel: level + 1, isLast: true)
      write(close)
    } else {
      out.append(0x0A)
      indent(level)
      write("}")
    }
    bodyEnd = out.count
  }

  private mutating func indent(_ level: Int) {
    for _ in 0..<level { out.append(0x09) }
  }

  private mutating func write(comment span: Span) {
    var text = bytes[Int(span.lower)..<Int(span.upper)]
    // METADATA is YAML, in which spaces at a line's end may mean something.
    if !landmarks.metadata.contains(where: { $0.lower <= span.lower && span.upper <= $0.upper }) {
      while let last = text.last, last == 0x20 || last == 0x09 { text = text.dropLast() }
    }
    out += text
  }

  // MARK: gaps

  /// Whether comments are still to be written before a token.
  func hasComments(before index: Int) -> Bool {
    pending < comments.count && comments[pending].lower < tokens[index].span.lower
  }

  /// Whether a comment stands between two tokens.
  func hasComments(between first: Int, _ second: Int) -> Bool {
    var low = 0
    var high = comments.count
    while low < high {
      let middle = (low + high) >> 1
      if comments[middle].lower < tokens[first].span.upper {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < comments.count && comments[low].lower < tokens[second].span.lower
  }

  private func lineBreaks(_ lower: Int, _ upper: Int) -> Int {
    guard lower < upper else { return 0 }
    return bytes[lower..<upper].count { $0 == 0x0A }
  }

  /// Comments that stand on the line of what was written last.
  mutating func writeTrailingComments(before index: Int) {
    while hasComments(before: index), !out.isEmpty,
      lineBreaks(lastEnd, Int(comments[pending].lower)) == 0
    {
      out.append(0x20)
      writePending()
    }
  }

  private mutating func writePending() {
    write(comment: comments[pending])
    lastEnd = Int(comments[pending].upper)
    pending += 1
  }

  /// The comments before a token, each on a line of its own, then a new line for the token. Blank lines stay,
  /// one for many, but not first nor last in brackets.
  mutating func newLine(
    before index: Int, level: Int, commentLevel: Int? = nil, isFirst: Bool = false,
    isLast: Bool = false
  ) {
    writeTrailingComments(before: index)
    var isFirst = isFirst
    while hasComments(before: index) {
      breakLine(upTo: Int(comments[pending].lower), keepsBlank: !isFirst)
      indent(commentLevel ?? level)
      writePending()
      isFirst = false
    }
    breakLine(upTo: Int(tokens[index].span.lower), keepsBlank: !isFirst && !isLast)
    indent(level)
  }

  private mutating func breakLine(upTo offset: Int, keepsBlank: Bool) {
    guard !out.isEmpty else { return }
    out.append(0x0A)
    if keepsBlank, lineBreaks(lastEnd, offset) > 1 { out.append(0x0A) }
  }

  // MARK: what stands on a line

  /// Tokens one after the other. Where the line goes on below it is deeper by one.
  mutating func inline(_ range: Range<Int>, _ base: Int, isBraced: Bool = false) {
    var level = base
    var index = range.lowerBound
    while index < range.upperBound {
      let lower = tokens[index].span.lower
      if let upper = landmarks.bareBodies[lower], needsBraces(index),
        !(isBraced && index == range.lowerBound)
      {
        index = braced(index, upper, level)
        continue
      }
      if landmarks.elses.contains(lower) {
        if bodyEnd == out.count, !hasComments(before: index) {
          write(" ")
        } else {
          newLine(before: index, level: base, isFirst: true)
        }
      } else if landmarks.groups[lower] == .ruleBody || landmarks.groups[lower] == .everyBody {
        // Comments before a body's brace move into it.
        write(" ")
      } else if hasComments(before: index) {
        level = base + 1
        newLine(before: index, level: level)
      } else if index > range.lowerBound {
        if staysBroken(index) {
          level = base + 1
          newLine(before: index, level: level, isFirst: true)
        } else if isSpaced(index) {
          write(" ")
        }
      }
      if partners[index] > index {
        group(index, level)
        index = partners[index] + 1
      } else {
        write(index)
        index += 1
      }
    }
  }

  /// A line break that was written stays behind an operator and before `with`.
  private func staysBroken(_ index: Int) -> Bool {
    guard tokens[index].isFirstOfLine else { return false }
    return isOperator(index - 1) || isWith(index)
  }

  private func isOperator(_ index: Int) -> Bool {
    switch tokens[index].symbol {
    case .plus, .times, .slash, .percent, .bar, .and, .equal, .notEqual, .less, .lessEqual,
      .greater,
      .greaterEqual:
      true
    case .minus: !landmarks.signs.contains(tokens[index].span.lower)
    default: false
    }
  }

  private func isWith(_ index: Int) -> Bool {
    let span = tokens[index].span
    return tokens[index].kind == .word && tokens[index - 1].symbol != .dot
      && bytes[Int(span.lower)..<Int(span.upper)].elementsEqual("with".utf8)
  }

  private func isSpaced(_ index: Int) -> Bool {
    let before = tokens[index - 1]
    let token = tokens[index]
    switch before.symbol {
    case .dot, .leftParen, .leftBracket, .leftBrace: return false
    case .minus where landmarks.signs.contains(before.span.lower): return false
    default: break
    }
    switch token.symbol {
    case .comma, .semicolon, .colon, .dot, .rightParen, .rightBracket, .rightBrace: return false
    case .leftParen: return landmarks.groups[token.span.lower] == nil
    case .leftBracket: return landmarks.groups[token.span.lower] != nil
    default: return true
    }
  }
}
