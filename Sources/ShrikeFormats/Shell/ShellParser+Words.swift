/// Parts of a word while it is read, and the literal that grows at their end.
struct Pieces {
  var parts: [ShellPart] = []
  /// Where the literal begins; -1 for none.
  var start = -1
  /// What follows the last struck-out backslash.
  var from = 0
  /// The literal up to `from`.
  var buffer: [UInt8] = []
}

extension ShellParser {
  enum WordMode {
    case plain
    /// An argument of `export` and its like, which may be an array.
    case declaration
    /// What stands behind an assignment's `=`.
    case value
    /// The right side of `=~`.
    case regex
  }

  /// The word that begins here, nil (and nothing consumed) where none does.
  mutating func word(_ mode: WordMode = .plain) -> ShellWord? {
    let start = at
    var pieces = Pieces()
    var parentheses = 0
    if peek() == UInt8(ascii: "~") {
      tilde(&pieces)
    } else if mode == .value, peek() == UInt8(ascii: "(") {
      pieces.parts.append(array())
    }
    scan: while at < end {
      let byte = base[at]
      switch byte {
      case 0x20, 0x09:
        if parentheses == 0 { break scan }
        grow(&pieces)
      case 0x0A: break scan
      case 0x0D:
        if lineBreak(at) > 0 || at + 1 == end { break scan }
        grow(&pieces)
      case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"):
        if mode != .regex { break scan }
        grow(&pieces)
      case UInt8(ascii: "<"), UInt8(ascii: ">"):
        if mode == .regex {
          grow(&pieces)
        } else if peek(1) == UInt8(ascii: "(") {
          flush(&pieces)
          pieces.parts.append(process())
        } else {
          break scan
        }
      case UInt8(ascii: "("):
        if mode == .regex {
          parentheses += 1
          grow(&pieces)
        } else if mode == .declaration, at > start, base[at - 1] == UInt8(ascii: "=") {
          flush(&pieces)
          pieces.parts.append(array())
        } else if at > start, let close = extendedGlobEnd() {
          flush(&pieces)
          pieces.parts.append(
            ShellPart(kind: .glob(text(at, close)), range: range(at, close)))
          at = close
        } else {
          break scan
        }
      case UInt8(ascii: ")"):
        guard parentheses > 0 else { break scan }
        parentheses -= 1
        grow(&pieces)
      case UInt8(ascii: "\\"): escape(&pieces)
      case UInt8(ascii: "'"):
        flush(&pieces)
        pieces.parts.append(singleQuoted())
      case UInt8(ascii: "\""):
        flush(&pieces)
        pieces.parts.append(doubleQuoted(at))
      case UInt8(ascii: "`"):
        flush(&pieces)
        pieces.parts.append(backquoted(inQuotes: false))
      case UInt8(ascii: "$"): dollar(&pieces, inQuotes: false)
      case UInt8(ascii: "*"), UInt8(ascii: "?"):
        flush(&pieces)
        pieces.parts.append(ShellPart(kind: .glob(text(at, at + 1)), range: range(at, at + 1)))
        at += 1
      case UInt8(ascii: "["):
        if let close = bracketEnd() {
          flush(&pieces)
          pieces.parts.append(
            ShellPart(kind: .glob(text(at, close)), range: range(at, close)))
          at = close
        } else {
          grow(&pieces)
        }
      default: grow(&pieces)
      }
    }
    flush(&pieces)
    guard at > start else { return nil }
    mark = at
    return ShellWord(pieces.parts, range(start, at))
  }

  // MARK: literals

  /// One more byte of the literal.
  @inline(__always)
  mutating func grow(_ pieces: inout Pieces) {
    if pieces.start < 0 {
      pieces.start = at
      pieces.from = at
    }
    at += 1
  }

  /// Passes over `count` bytes that are no part of the literal around them.
  mutating func drop(_ count: Int, _ pieces: inout Pieces) {
    if pieces.start < 0 {
      pieces.start = at
    } else {
      pieces.buffer.append(
        contentsOf: UnsafeBufferPointer(start: base + pieces.from, count: at - pieces.from))
    }
    at = min(at + count, end)
    pieces.from = at
  }

  mutating func flush(_ pieces: inout Pieces) {
    guard pieces.start >= 0 else { return }
    let value: String
    if pieces.buffer.isEmpty {
      value = text(pieces.from, at)
    } else {
      pieces.buffer.append(
        contentsOf: UnsafeBufferPointer(start: base + pieces.from, count: at - pieces.from))
      value = String(decoding: pieces.buffer, as: UTF8.self)
      pieces.buffer.removeAll(keepingCapacity: true)
    }
    pieces.parts.append(ShellPart(kind: .literal(value), range: range(pieces.start, at)))
    pieces.start = -1
  }

  /// An unquoted backslash and the byte it protects.
  mutating func escape(_ pieces: inout Pieces) {
    let length = lineBreak(at + 1)
    if length > 0 {
      drop(1 + length, &pieces)
    } else if at + 1 < end {
      drop(1, &pieces)
      at += 1
    } else {
      grow(&pieces)
    }
  }

  private mutating func tilde(_ pieces: inout Pieces) {
    let start = at
    at += 1
    while at < end, isNameByte(base[at]) || base[at] == UInt8(ascii: "-") { at += 1 }
    guard isBoundary(at) || base[at] == UInt8(ascii: "/") || base[at] == UInt8(ascii: ":") else {
      at = start
      grow(&pieces)
      return
    }
    pieces.parts.append(ShellPart(kind: .tilde(text(start, at)), range: range(start, at)))
  }

  // MARK: globs and arrays

  /// The end of `[…]`; a bracket that nothing closes nearby is text.
  private func bracketEnd() -> Int? {
    let longest = 64
    let last = min(end, at + longest)
    var index = at + 1
    while index < last {
      switch base[index] {
      case UInt8(ascii: "]"): return index > at + 1 ? index + 1 : nil
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "$"), UInt8(ascii: "\""), UInt8(ascii: "'"),
        UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: ";"), UInt8(ascii: "("),
        UInt8(ascii: ")"), UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "<"),
        UInt8(ascii: ">"):
        return nil
      default: index += 1
      }
    }
    return nil
  }

  /// The end of bash's `@(…)` from its parenthesis, nil where it is none or nothing closes it nearby.
  private func extendedGlobEnd() -> Int? {
    let longest = 256
    switch base[at - 1] {
    case UInt8(ascii: "@"), UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"),
      UInt8(ascii: "!"):
      break
    default: return nil
    }
    let last = min(end, at + longest)
    var open = 0
    var index = at
    while index < last, base[index] != 0x0A {
      if base[index] == UInt8(ascii: "(") { open += 1 }
      if base[index] == UInt8(ascii: ")") { open -= 1 }
      index += 1
      if open == 0 { return index }
    }
    return nil
  }

  private mutating func array() -> ShellPart {
    let start = at
    guard enter() else { return ShellPart(kind: .broken, range: range(start, at)) }
    defer { depth -= 1 }
    at += 1
    var words: [ShellWord] = []
    while true {
      skipBreaks()
      guard at < end, base[at] != UInt8(ascii: ")") else { break }
      if let word = word() { words.append(word) } else { break }
    }
    if peek() == UInt8(ascii: ")") {
      at += 1
    } else {
      report("the array is not closed", start, start + 1)
    }
    return ShellPart(kind: .array(words), range: range(start, at))
  }
}
