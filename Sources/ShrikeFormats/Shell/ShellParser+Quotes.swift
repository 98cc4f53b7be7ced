import ShrikeText

/// Quoted text and its escapes.
extension ShellParser {
  mutating func singleQuoted() -> ShellPart {
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
    func digits(_ radix: UInt8, _ most: Int) -> UInt32? {
      var value: UInt32 = 0
      let start = next
      while next < end, next - start < most, let digit = hexadecimalDigit(base[next]),
        digit < radix
      {
        value = value &* UInt32(radix) &+ UInt32(digit)
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
}
