import ShrikeText

/// One pass over a notebook's JSON that writes its text and remembers where each line came from.
struct NotebookScanner {
  /// What is done with the strings of a value.
  private enum Role {
    /// They stay in the text as they are written.
    case plain
    case decoded
    case media
  }

  private enum Expected {
    case value, firstValueOrEnd, key, firstKeyOrEnd, colon, commaOrEnd, nothing
  }

  private struct Level {
    var isObject: Bool
    var role: Role
  }

  private(set) var text: [UInt8] = []
  private(set) var lineMap = LineMap()
  private(set) var mediaCount = 0

  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  private var levels: [Level] = []
  private var hasCells = false
  /// First byte that is not yet in the text, and its place in the file.
  private var pending = 0
  private var line = 1
  private var column = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// False when the bytes are no JSON, or JSON without cells.
  mutating func scan() -> Bool {
    text.reserveCapacity(bytes.count)
    var expected = Expected.value
    while true {
      skipBlanks()
      guard at < bytes.count else { break }
      guard let next = step(bytes[at], expected) else { return false }
      expected = next
    }
    guard expected == .nothing, hasCells else { return false }
    writePlain(to: bytes.count)
    return true
  }

  // MARK: JSON

  private mutating func step(_ byte: UInt8, _ expected: Expected) -> Expected? {
    switch (byte, expected) {
    case (UInt8(ascii: "\""), .key), (UInt8(ascii: "\""), .firstKeyOrEnd):
      return key() ? .colon : nil
    case (UInt8(ascii: ":"), .colon):
      at += 1
      return .value
    case (UInt8(ascii: ","), .commaOrEnd):
      at += 1
      return levels.last?.isObject == true ? .key : .value
    case (UInt8(ascii: "}"), .firstKeyOrEnd), (UInt8(ascii: "}"), .commaOrEnd):
      return close(isObject: true)
    case (UInt8(ascii: "]"), .firstValueOrEnd), (UInt8(ascii: "]"), .commaOrEnd):
      return close(isObject: false)
    case (_, .value), (_, .firstValueOrEnd): return value(byte)
    default: return nil
    }
  }

  private mutating func value(_ byte: UInt8) -> Expected? {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard levels.count < Notebook.depthLimit else { return nil }
      let isObject = byte == UInt8(ascii: "{")
      guard isObject || !levels.isEmpty else { return nil }
      let role = isObject ? .plain : levels.last?.role ?? .plain
      levels.append(Level(isObject: isObject, role: role))
      at += 1
      return isObject ? .firstKeyOrEnd : .firstValueOrEnd
    case UInt8(ascii: "\""):
      guard let end = endOfString(at) else { return nil }
      switch levels.last?.role ?? .plain {
      case .plain: break
      case .decoded:
        writePlain(to: at)
        guard writeDecoded(from: at + 1, to: end - 1) else { return nil }
        pass(to: end)
        pending = end
      case .media:
        writePlain(to: at)
        if end - at > 2 { mediaCount += 1 }
        pass(to: end)
        pending = end
      }
      at = end
    default:
      let start = at
      while at < bytes.count, Self.isWord(bytes[at]) { at += 1 }
      guard at > start else { return nil }
    }
    return levels.isEmpty ? .nothing : .commaOrEnd
  }

  private mutating func close(isObject: Bool) -> Expected? {
    guard levels.last?.isObject == isObject else { return nil }
    levels.removeLast()
    at += 1
    return levels.isEmpty ? .nothing : .commaOrEnd
  }

  private mutating func key() -> Bool {
    guard let end = endOfString(at), !levels.isEmpty else { return false }
    let name = UnsafeBufferPointer(rebasing: bytes[(at + 1)..<(end - 1)])
    if levels.count == 1 {
      hasCells =
        hasCells || name.elementsEqual("cells".utf8) || name.elementsEqual("worksheets".utf8)
    }
    levels[levels.count - 1].role = Self.role(name)
    at = end
    return true
  }

  /// By nbformat's names: `source` (in version 3 `input`) of a cell, what a run printed, MIME
  /// bundles.
  private static func role(_ name: UnsafeBufferPointer<UInt8>) -> Role {
    switch name.first {
    case UInt8(ascii: "s") where name.elementsEqual("source".utf8): .decoded
    case UInt8(ascii: "i") where name.elementsEqual("input".utf8): .decoded
    case UInt8(ascii: "i") where name.starts(with: "image/".utf8): .media
    case UInt8(ascii: "a") where name.starts(with: "audio/".utf8): .media
    case UInt8(ascii: "a") where name.elementsEqual("application/pdf".utf8): .media
    case UInt8(ascii: "v") where name.starts(with: "video/".utf8): .media
    case UInt8(ascii: "t")
    where name.elementsEqual("text".utf8) || name.starts(with: "text/".utf8)
      || name.elementsEqual("traceback".utf8):
      .decoded
    case UInt8(ascii: "e") where name.elementsEqual("evalue".utf8): .decoded
    default: .plain
    }
  }

  /// The index after the closing quote; a raw control character is let through as Jupyter lets it.
  private func endOfString(_ quote: Int) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var from = quote + 1
    while from < bytes.count,
      let hit = findByte(base + from, UInt8(ascii: "\""), bytes.count - from)
    {
      let end = from + hit
      var slashes = 0
      while end - 1 - slashes > quote, bytes[end - 1 - slashes] == UInt8(ascii: "\\") {
        slashes += 1
      }
      if slashes % 2 == 0 { return end + 1 }
      from = end + 1
    }
    return nil
  }

  private mutating func skipBlanks() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return
      }
    }
  }

  /// Letters and digits, and what numbers are made of.
  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: false
    }
  }

  // MARK: text

  /// Moves the known place on to `end` without writing.
  private mutating func pass(to end: Int) {
    while pending < end {
      let byte = bytes[pending]
      if byte == 0x0A {
        line += 1
        column = 0
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
      pending += 1
    }
  }

  /// Writes the lines up to `end` as they are, but those of punctuation only.
  private mutating func writePlain(to end: Int) {
    while pending < end {
      let start = pending
      var saysSomething = false
      while pending < end, bytes[pending] != 0x0A {
        saysSomething = saysSomething || Self.isWord(bytes[pending]) || bytes[pending] >= 0x80
        pending += 1
      }
      if saysSomething {
        lineMap.beginLine(at: line, offset: column)
        text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<pending]))
        text.append(0x0A)
      }
      column += codePoints(bytes, from: start, to: pending)
      if pending < end { pass(to: pending + 1) }
    }
  }

  /// Writes the content of a string; false when an escape is broken. Its last line gets an end if
  /// it has none: the next string stands elsewhere in the file.
  private mutating func writeDecoded(from start: Int, to end: Int) -> Bool {
    pass(to: start)
    var begun = false
    var decodedColumn = 1
    while pending < end {
      if !begun {
        lineMap.beginLine(at: line, offset: column)
        begun = true
        decodedColumn = 1
      }
      let start = pending
      while pending < end, bytes[pending] != UInt8(ascii: "\\"), bytes[pending] != 0x0A {
        pending += 1
      }
      if pending > start {
        text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<pending]))
        let count = codePoints(bytes, from: start, to: pending)
        column += count
        decodedColumn += count
        continue
      }
      if bytes[pending] == 0x0A {
        text.append(0x0A)
        pass(to: pending + 1)
        begun = false
        continue
      }
      guard let (scalar, length) = escape(pending, end) else { return false }
      appendUTF8(scalar, to: &text)
      lineMap.shift(column: decodedColumn, extra: length - 1)
      decodedColumn += 1
      pass(to: pending + length)
      if scalar == 0x0A { begun = false }
    }
    if begun { text.append(0x0A) }
    return true
  }

  /// The code point an escape stands for and the bytes it takes.
  private func escape(_ at: Int, _ end: Int) -> (scalar: UInt32, length: Int)? {
    guard at + 1 < end else { return nil }
    switch bytes[at + 1] {
    case UInt8(ascii: "n"): return (0x0A, 2)
    case UInt8(ascii: "t"): return (0x09, 2)
    case UInt8(ascii: "r"): return (0x0D, 2)
    case UInt8(ascii: "b"): return (0x08, 2)
    case UInt8(ascii: "f"): return (0x0C, 2)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return (UInt32(bytes[at + 1]), 2)
    case UInt8(ascii: "u"):
      guard let unit = hexadecimalUnit(at + 2, end) else { return nil }
      if unit & 0xFC00 == 0xD800, at + 7 < end, bytes[at + 6] == UInt8(ascii: "\\"),
        bytes[at + 7] == UInt8(ascii: "u"), let low = hexadecimalUnit(at + 8, end),
        low & 0xFC00 == 0xDC00
      {
        return (0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF), 12)
      }
      return (unit, 6)
    default: return nil
    }
  }

  private func hexadecimalUnit(_ at: Int, _ end: Int) -> UInt32? {
    guard at + 4 <= end else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[at..<(at + 4)] {
      guard let digit = hexadecimalDigit(byte) else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }
}
