import ShrikeText

extension ShellParser {
  /// What begins with the `$` here; a dollar before nothing is text.
  mutating func dollar(_ pieces: inout Pieces, inQuotes: Bool) {
    let next = peek(1)
    switch next {
    case UInt8(ascii: "("), UInt8(ascii: "{"): break
    case UInt8(ascii: "'") where !inQuotes:
      flush(&pieces)
      pieces.parts.append(escapeQuoted())
      return
    case UInt8(ascii: "\"") where !inQuotes:
      flush(&pieces)
      at += 1
      pieces.parts.append(doubleQuoted(at - 1))
      return
    case UInt8(ascii: "@"), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "?"),
      UInt8(ascii: "-"), UInt8(ascii: "$"), UInt8(ascii: "!"), 0x30...0x39:
      flush(&pieces)
      pieces.parts.append(parameter(at + 1, at + 2, at + 2))
      return
    default:
      guard isNameStart(next) else {
        grow(&pieces)
        return
      }
      flush(&pieces)
      var index = at + 2
      while index < end, isNameByte(base[index]) { index += 1 }
      pieces.parts.append(parameter(at + 1, index, index))
      return
    }
    flush(&pieces)
    let start = at
    guard enter() else {
      pieces.parts.append(ShellPart(kind: .broken, range: range(start, at)))
      return
    }
    defer { depth -= 1 }
    if next == UInt8(ascii: "{") {
      pieces.parts.append(
        peek(2) == UInt8(ascii: "{") ? template() : braced(inQuotes: inQuotes))
    } else if peek(2) == UInt8(ascii: "("), isArithmetic(at + 1) {
      at += 3
      let parts = arithmeticParts()
      at = min(at + 2, end)
      pieces.parts.append(ShellPart(kind: .arithmetic(parts), range: range(start, at)))
    } else {
      at += 2
      let body = substitution(from: start)
      pieces.parts.append(ShellPart(kind: .command(body), range: range(start, at)))
    }
  }

  /// A plain `$name`, its name between two offsets.
  private mutating func parameter(_ lower: Int, _ upper: Int, _ after: Int) -> ShellPart {
    let start = at
    at = after
    return ShellPart(
      kind: .parameter(
        ShellParameter(
          name: text(lower, upper), index: nil, isLength: false, isIndirect: false, operator: nil,
          argument: [])),
      range: range(start, at))
  }

  /// `${{ … }}`
  private mutating func template() -> ShellPart {
    let start = at
    at += 3
    while at < end, base[at] != UInt8(ascii: "}") || peek(1) != UInt8(ascii: "}") {
      // An expression is of one line mostly; an open one must not swallow the script.
      if base[at] == 0x0A, lineBreak(at + 1) > 0 { break }
      at += 1
    }
    if peek() == UInt8(ascii: "}") {
      at += 2
      return ShellPart(kind: .template, range: range(start, at))
    }
    report("the expression is not closed", start, start + 3)
    return ShellPart(kind: .broken, range: range(start, at))
  }

  // MARK: commands

  /// Statements up to the parenthesis that closes `start`'s; it is consumed.
  private mutating func substitution(from start: Int) -> [ShellStatement] {
    let outer = (awaited, pending)
    awaited = []
    pending = []
    let body = statements(until: .parenthesis)
    if peek() == UInt8(ascii: ")") {
      at += 1
    } else {
      report("the substitution is not closed", start, start + 2)
    }
    awaited = outer.0
    pending = outer.1 + pending
    return body
  }

  /// `<(…)` and `>(…)`.
  mutating func process() -> ShellPart {
    let start = at
    guard enter() else { return ShellPart(kind: .broken, range: range(start, at)) }
    defer { depth -= 1 }
    let isOutput = peek() == UInt8(ascii: ">")
    at += 2
    let body = substitution(from: start)
    return ShellPart(kind: .process(body, isOutput: isOutput), range: range(start, at))
  }

  /// A command between backquotes, where backslashes protect `` ` ``, `\`, `$` and in double quotes
  /// `"`.
  mutating func backquoted(inQuotes: Bool) -> ShellPart {
    let start = at
    guard enter() else { return ShellPart(kind: .broken, range: range(start, at)) }
    defer { depth -= 1 }
    var close = at + 1
    var hasEscapes = false
    while close < end, base[close] != UInt8(ascii: "`") {
      if base[close] == UInt8(ascii: "\\") {
        hasEscapes = true
        close += 1
      }
      close += 1
    }
    if close >= end {
      report("the backquote is not closed", start, start + 1)
      close = end
    }
    var body: [ShellStatement]
    if hasEscapes {
      var text = StitchedText()
      text.reserve(close - at)
      var index = at + 1
      while index < close {
        if base[index] == UInt8(ascii: "\\"), index + 1 < close {
          switch base[index + 1] {
          case UInt8(ascii: "`"), UInt8(ascii: "\\"), UInt8(ascii: "$"): index += 1
          case UInt8(ascii: "\"") where inQuotes: index += 1
          default: break
          }
        }
        text.append(base[index], at: places.place(index))
        index += 1
      }
      body = nested(text)
    } else {
      let outer = (end, awaited, pending)
      end = close
      awaited = []
      pending = []
      at += 1
      body = statements(until: [])
      readHereDocuments()
      (end, awaited, pending) = outer
    }
    at = min(close + 1, end)
    return ShellPart(kind: .command(body), range: range(start, at))
  }

  // MARK: arithmetic

  /// Whether the `((` at `open` is closed by `))`: else it opens two lists of commands.
  func isArithmetic(_ open: Int) -> Bool {
    var depth = 2
    var index = open + 2
    while index < end {
      switch base[index] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 1 { return index + 1 < end && base[index + 1] == UInt8(ascii: ")") }
      case UInt8(ascii: "\\"): index += 1
      default: break
      }
      index += 1
    }
    return false
  }

  /// An expression up to the parenthesis that closes it.
  mutating func arithmeticParts() -> [ShellPart] {
    var pieces = Pieces()
    var open = 0
    scan: while at < end {
      switch base[at] {
      case UInt8(ascii: "("):
        open += 1
        grow(&pieces)
      case UInt8(ascii: ")"):
        if open == 0 { break scan }
        open -= 1
        grow(&pieces)
      case UInt8(ascii: "$"): dollar(&pieces, inQuotes: true)
      case UInt8(ascii: "`"):
        flush(&pieces)
        pieces.parts.append(backquoted(inQuotes: false))
      default: grow(&pieces)
      }
    }
    flush(&pieces)
    return pieces.parts
  }

  // MARK: parameters

  /// `${…}` from its `$`.
  private mutating func braced(inQuotes: Bool) -> ShellPart {
    let start = at
    at += 2
    var isLength = false
    var isIndirect = false
    if peek() == UInt8(ascii: "#"), isParameter(peek(1)),
      peek(2) == UInt8(ascii: "}") || isNameStart(peek(1))
    {
      isLength = true
      at += 1
    } else if peek() == UInt8(ascii: "!"), isNameByte(peek(1)) {
      isIndirect = true
      at += 1
    }
    let nameStart = at
    if isNameStart(peek()) {
      while at < end, isNameByte(base[at]) { at += 1 }
    } else if peek() &- 0x30 < 10 {
      while at < end, base[at] &- 0x30 < 10 { at += 1 }
    } else if isParameter(peek()) {
      at += 1
    }
    guard at > nameStart else { return brokenParameter(start) }
    let name = text(nameStart, at)
    var index: [ShellPart]?
    if peek() == UInt8(ascii: "[") {
      at += 1
      index = argument(until: UInt8(ascii: "]"), inQuotes: inQuotes)
      if at < end { at += 1 }
    }
    var sign: String?
    var argument: [ShellPart] = []
    if at < end, base[at] != UInt8(ascii: "}") {
      let length = operatorLength()
      guard length > 0 else { return brokenParameter(start) }
      sign = text(at, at + length)
      at += length
      argument = self.argument(until: UInt8(ascii: "}"), inQuotes: inQuotes)
    }
    if at < end {
      at += 1
    } else {
      report("the brace of '${' is not closed", start, start + 2)
    }
    return ShellPart(
      kind: .parameter(
        ShellParameter(
          name: name, index: index, isLength: isLength, isIndirect: isIndirect, operator: sign,
          argument: argument)),
      range: range(start, at))
  }

  private func isParameter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "@"), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "?"),
      UInt8(ascii: "-"), UInt8(ascii: "$"), UInt8(ascii: "!"):
      true
    default: isNameByte(byte)
    }
  }

  private func operatorLength() -> Int {
    let next = peek(1)
    switch peek() {
    case UInt8(ascii: ":"):
      switch next {
      case UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "+"): return 2
      default: return 1
      }
    case UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "+"): return 1
    case UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "^"), UInt8(ascii: ","),
      UInt8(ascii: "~"):
      return next == peek() ? 2 : 1
    case UInt8(ascii: "/"):
      switch next {
      case UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: "%"): return 2
      default: return 1
      }
    case UInt8(ascii: "@"), UInt8(ascii: "*"):
      return next != UInt8(ascii: "}") && isNameStart(next) ? 2 : 1
    default: return 0
    }
  }

  /// What no shell can expand, up to the brace or the end of the line.
  private mutating func brokenParameter(_ start: Int) -> ShellPart {
    while at < end, base[at] != UInt8(ascii: "}"), base[at] != 0x0A { at += 1 }
    if peek() == UInt8(ascii: "}") { at += 1 }
    report("this is no parameter expansion", start, at)
    return ShellPart(kind: .broken, range: range(start, at))
  }

  /// Parts up to `closing`, which is left where it is; blanks are text.
  private mutating func argument(until closing: UInt8, inQuotes: Bool) -> [ShellPart] {
    var pieces = Pieces()
    while at < end, base[at] != closing {
      switch base[at] {
      case UInt8(ascii: "\\"): escape(&pieces)
      case UInt8(ascii: "'") where !inQuotes:
        flush(&pieces)
        pieces.parts.append(singleQuoted())
      case UInt8(ascii: "\""):
        flush(&pieces)
        pieces.parts.append(doubleQuoted(at))
      case UInt8(ascii: "`"):
        flush(&pieces)
        pieces.parts.append(backquoted(inQuotes: inQuotes))
      case UInt8(ascii: "$"): dollar(&pieces, inQuotes: inQuotes)
      default: grow(&pieces)
      }
    }
    flush(&pieces)
    return pieces.parts
  }
}
