/// Brackets and what stands in them.
extension ModuleFormatter {
  mutating func group(_ open: Int, _ level: Int) {
    let close = partners[open]
    switch landmarks.groups[tokens[open].span.lower] {
    case .list: list(open, close, level)
    case .comprehension: comprehension(open, close, level)
    case .ruleBody: ruleBody(open, close, level)
    case .everyBody: everyBody(open, close, level)
    case nil:
      write(open)
      inline(open + 1..<close, level)
      if hasComments(before: close) {
        newLine(before: close, level: level, commentLevel: level + 1)
      }
      write(close)
    }
  }

  // MARK: lists

  /// On one line, or with a line for each that began one: then every line ends with a comma.
  private mutating func list(_ open: Int, _ close: Int, _ level: Int) {
    let elements = parts(open + 1..<close, .comma)
    let isTall =
      hasComments(between: open, elements.first?.lowerBound ?? close)
      || elements.contains {
        tokens[$0.lowerBound].isFirstOfLine
          || hasComments(between: $0.upperBound - 1, $0.upperBound)
          || $0.upperBound < close
            && hasComments(between: $0.upperBound, $0.upperBound + 1)
      }
    write(open)
    guard isTall else {
      for (number, element) in elements.enumerated() {
        if number > 0 { write(", ") }
        inline(element, level)
      }
      write(close)
      return
    }
    for (number, element) in elements.enumerated() {
      let first = element.lowerBound
      if number == 0 || tokens[first].isFirstOfLine || hasComments(before: first) {
        newLine(before: first, level: level + 1, isFirst: number == 0)
      } else {
        write(" ")
      }
      inline(element, level + 1)
      write(",")
    }
    newLine(
      before: close, level: level, commentLevel: level + 1, isFirst: elements.isEmpty, isLast: true)
    write(close)
  }

  /// What stands between separators that are in no brackets of their own; empty parts are left out.
  private func parts(_ range: Range<Int>, _ separator: Symbol) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    var index = range.lowerBound
    while index < range.upperBound {
      if tokens[index].symbol == separator {
        if start < index { parts.append(start..<index) }
        start = index + 1
      }
      index = partners[index] > index ? partners[index] + 1 : index + 1
    }
    if start < range.upperBound { parts.append(start..<range.upperBound) }
    return parts
  }

  // MARK: bodies

  private mutating func comprehension(_ open: Int, _ close: Int, _ level: Int) {
    var bar = open + 1
    while bar < close, tokens[bar].symbol != .bar {
      bar = partners[bar] > bar ? partners[bar] + 1 : bar + 1
    }
    let literals = literals(bar + 1..<close)
    let isTall =
      tokens[open + 1].isFirstOfLine || tokens[bar].isFirstOfLine || tokens[close].isFirstOfLine
      || hasComments(between: open, open + 1) || hasComments(between: bar - 1, bar)
      || isTall(literals, bar, close)
    write(open)
    inline(open + 1..<bar, level)
    write(" |")
    if isTall {
      lines(literals, level)
      newLine(before: close, level: level, commentLevel: level + 1, isLast: true)
    } else {
      for (number, literal) in literals.enumerated() {
        write(number > 0 ? "; " : " ")
        inline(literal, level)
      }
    }
    write(close)
  }

  private mutating func ruleBody(_ open: Int, _ close: Int, _ level: Int) {
    let literals = literals(open + 1..<close)
    if landmarks.bodiesAfterIf.contains(tokens[open].span.lower), let only = literals.first,
      literals.count == 1, tokens[only.lowerBound].symbol != .leftBrace,
      !hasComments(between: open - 1, close),
      !tokens[open...close].contains(where: { $0.isFirstOfLine })
    {
      inline(only, level)
      return
    }
    write(open)
    lines(literals, level)
    closeBody(level, close)
  }

  private mutating func everyBody(_ open: Int, _ close: Int, _ level: Int) {
    let literals = literals(open + 1..<close)
    if let only = literals.first, literals.count == 1, !hasComments(between: open - 1, open),
      !tokens[close].isFirstOfLine, !isTall(literals, open, close)
    {
      write(open)
      write(" ")
      inline(only, level)
      write(" ")
      write(close)
      return
    }
    write(open)
    lines(literals, level)
    closeBody(level, close)
  }

  private func isTall(_ literals: [Range<Int>], _ open: Int, _ close: Int) -> Bool {
    hasComments(between: open, literals.first?.lowerBound ?? close)
      || literals.contains {
        tokens[$0.lowerBound].isFirstOfLine
          || hasComments(between: $0.upperBound - 1, $0.upperBound)
          || tokens[$0.upperBound].symbol == .semicolon
            && hasComments(between: $0.upperBound, $0.upperBound + 1)
      }
  }

  private mutating func lines(_ literals: [Range<Int>], _ level: Int) {
    for (number, literal) in literals.enumerated() {
      newLine(before: literal.lowerBound, level: level + 1, isFirst: number == 0)
      inline(literal, level + 1)
    }
  }

  /// The expressions of a body, without the semicolons between them.
  private func literals(_ range: Range<Int>) -> [Range<Int>] {
    var starts: [Int] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if landmarks.literals.contains(tokens[index].span.lower) { starts.append(index) }
      index = partners[index] > index ? partners[index] + 1 : index + 1
    }
    return starts.enumerated().map { number, start in
      var end = number + 1 < starts.count ? starts[number + 1] : range.upperBound
      while end > start, tokens[end - 1].symbol == .semicolon { end -= 1 }
      return start..<end
    }
  }

  // MARK: bodies without braces

  /// A body that begins on another line than its `if` gets braces.
  func needsBraces(_ index: Int) -> Bool {
    tokens[index].isFirstOfLine || hasComments(before: index)
  }

  /// Writes the body that ends at an offset in braces; gives the first token behind it.
  mutating func braced(_ start: Int, _ upper: UInt32, _ level: Int) -> Int {
    var end = start
    while end < tokens.count - 1, tokens[end].span.lower < upper { end += 1 }
    write(" {")
    newLine(before: start, level: level + 1, isFirst: true)
    inline(start..<end, level + 1, isBraced: true)
    writeTrailingComments(before: end)
    closeBody(level, nil)
    return end
  }
}
