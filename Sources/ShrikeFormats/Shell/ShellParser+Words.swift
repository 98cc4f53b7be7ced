import ShrikeText

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
  private mutating func escape(_ pieces: inout Pieces) {
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

  // MARK: quotes

  private mutating func singleQuoted() -> ShellPart {
    let start = at
    at += 1
    guard let length = findByte(base + at, UInt8(ascii: "'"), end - at) else {
      report("the quote is not closed", start, start + 1)
      at = end
      return ShellPart(
        kind: .singleQuoted(text(min(start + 1, end), end)), range: range(start, end))
    }
    at += length + 1
    return ShellPart(kind: .singleQuoted(text(start + 1, at - 1)), range: range(start, at))
  }

  /// From the quote here; `start` is where a `$` before it stands, or the quote.
  mutating func doubleQuoted(_ start: Int) -> ShellPart {
    guard enter() else { return ShellPart(kind: .broken, range: range(start, at)) }
    defer { depth -= 1 }
    at += 1
    let parts = quotedParts(until: UInt8(ascii: "\""))
    if at < end {
      at += 1
    } else {
      report("the quote is not closed", start, start + 1)
    }
    return ShellPart(kind: .doubleQuoted(parts), range: range(start, at))
  }

  /// What stands between double quotes, or in a here-document (`closing` 0), where quotes are text.
  mutating func quotedParts(until closing: UInt8, stripsTabs: Bool = false) -> [ShellPart] {
    var pieces = Pieces()
    var isLineStart = stripsTabs
    scan: while at < end {
      let byte = base[at]
      if isLineStart, byte == 0x09 {
        drop(1, &pieces)
        continue
      }
      isLineStart = false
      switch byte {
      case UInt8(ascii: "\""):
        if closing == byte { break scan }
        grow(&pieces)
      case UInt8(ascii: "\\"):
        let length = lineBreak(at + 1)
        switch peek(1) {
        case _ where length > 0: drop(1 + length, &pieces)
        case UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\\"):
          drop(1, &pieces)
          at += 1
        case UInt8(ascii: "\"") where closing != 0:
          drop(1, &pieces)
          at += 1
        default: grow(&pieces)
        }
      case UInt8(ascii: "`"):
        flush(&pieces)
        pieces.parts.append(backquoted(inQuotes: closing != 0))
      case UInt8(ascii: "$"): dollar(&pieces, inQuotes: true)
      case 0x0A:
        isLineStart = stripsTabs
        grow(&pieces)
      default: grow(&pieces)
      }
    }
    flush(&pieces)
    return pieces.parts
  }

  /// `$'…'` from its `$`.
  mutating func escapeQuoted() -> ShellPart {
    let start = at
    at += 2
    var bytes: [UInt8] = []
    while at < end, base[at] != UInt8(ascii: "'") {
      if base[at] == UInt8(ascii: "\\"), at + 1 < end {
        at = appendEscape(at, to: &bytes)
      } else {
        bytes.append(base[at])
        at += 1
      }
    }
    if at < end { at += 1 } else { report("the quote is not closed", start, start + 2) }
    return ShellPart(
      kind: .escapeQuoted(String(decoding: bytes, as: UTF8.self)), range: range(start, at))
  }

  /// The escape of `$'…'` whose backslash stands at `index`; the offset after it.
  private func appendEscape(_ index: Int, to out: inout [UInt8]) -> Int {
    let byte = base[index + 1]
    var next = index + 2
    func digits(_ radix: UInt32, _ most: Int) -> UInt32? {
      var value: UInt32 = 0
      let start = next
      while next < end, next - start < most, let digit = hexDigit(base[next]), digit < radix {
        value = value &* radix &+ digit
        next += 1
      }
      return next > start ? value : nil
    }
    switch byte {
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "a"): out.append(0x07)
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "e"), UInt8(ascii: "E"): out.append(0x1B)
    case UInt8(ascii: "f"): out.append(0x0C)
    case UInt8(ascii: "v"): out.append(0x0B)
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "?"):
      out.append(byte)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      next -= 1
      out.append(UInt8(truncatingIfNeeded: digits(8, 3) ?? 0))
    case UInt8(ascii: "x"), UInt8(ascii: "u"), UInt8(ascii: "U"):
      let most = byte == UInt8(ascii: "x") ? 2 : byte == UInt8(ascii: "u") ? 4 : 8
      guard let value = digits(16, most) else {
        out.append(UInt8(ascii: "\\"))
        out.append(byte)
        break
      }
      if most == 2 {
        out.append(UInt8(value))
      } else {
        appendUTF8(value < 0x11_0000 ? value : 0xFFFD, to: &out)
      }
    default:
      out.append(UInt8(ascii: "\\"))
      out.append(byte)
    }
    return next
  }

  private func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x37)
    case 0x61...0x66: UInt32(byte - 0x57)
    default: nil
    }
  }

  /// A constant word as the text it stands for, every byte with its place.
  func constantText(_ span: Range<Int>) -> StitchedText {
    var out = StitchedText()
    out.reserve(span.count)
    var index = span.lowerBound
    var isDouble = false
    while index < span.upperBound {
      let byte = base[index]
      switch byte {
      case UInt8(ascii: "\""):
        isDouble.toggle()
        index += 1
      case UInt8(ascii: "'") where !isDouble:
        index += 1
        while index < span.upperBound, base[index] != UInt8(ascii: "'") {
          out.append(base[index], at: places.place(index))
          index += 1
        }
        index += 1
      case UInt8(ascii: "$")
      where !isDouble && index + 1 < span.upperBound
        && base[index + 1] == UInt8(ascii: "'"):
        index += 2
        while index < span.upperBound, base[index] != UInt8(ascii: "'") {
          let place = places.place(index)
          guard base[index] == UInt8(ascii: "\\"), index + 1 < span.upperBound else {
            out.append(base[index], at: place)
            index += 1
            continue
          }
          var bytes: [UInt8] = []
          index = appendEscape(index, to: &bytes)
          for byte in bytes { out.append(byte, at: place) }
        }
        index += 1
      case UInt8(ascii: "$")
      where !isDouble && index + 1 < span.upperBound
        && base[index + 1] == UInt8(ascii: "\""):
        index += 1
      case UInt8(ascii: "\\") where index + 1 < span.upperBound:
        let length = lineBreak(index + 1)
        let next = base[index + 1]
        if length > 0 {
          index += 1 + length
        } else {
          let isEscape =
            !isDouble || next == UInt8(ascii: "$") || next == UInt8(ascii: "`")
            || next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\")
          if !isEscape { out.append(byte, at: places.place(index)) }
          out.append(next, at: places.place(index + 1))
          index += 2
        }
      default:
        out.append(byte, at: places.place(index))
        index += 1
      }
    }
    return out
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
