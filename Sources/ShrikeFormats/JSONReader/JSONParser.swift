import ShrikeText

/// The pass over the bytes: no recursion, so depth is a number and not a stack.
struct JSONParser: ~Copyable {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  private var at: Int
  private let options: JSONReader
  private var builder: TreeBuilder
  private(set) var problems: [Problem] = []
  /// For every open container whether it is an object.
  private var open: [Bool] = []

  init(_ base: UnsafePointer<UInt8>, _ count: Int, from start: Int, _ options: JSONReader) {
    self.base = base
    end = count
    at = start
    self.options = options
    builder = TreeBuilder(.json, source: UnsafeBufferPointer(start: base, count: count))
  }

  consuming func finish() -> TreeBuilder { builder }

  /// One value and nothing after it; false when reading had to stop.
  mutating func readDocument() -> Bool {
    guard readValue() else { return false }
    guard next() == 0, at >= end else {
      return stop("expected nothing after the value", ByteRange(at, at + 1))
    }
    return true
  }

  private mutating func readValue() -> Bool {
    while true {
      // A value must begin here.
      let byte = next()
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard open.count < options.limits.depth else {
          problems.append(
            Problem(
              "json.depth", "nested more than \(options.limits.depth) levels deep",
              at: ByteRange(at, at + 1)))
          return false
        }
        let isObject = byte == UInt8(ascii: "{")
        builder.begin(isObject ? .mapping : .sequence, lower: at)
        open.append(isObject)
        at += 1
        if next() == byte + 2 {
          close()
          break
        }
        if isObject, !readKey() { return false }
        continue
      case UInt8(ascii: "\""):
        guard readString() else { return false }
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        readNumber()
      case UInt8(ascii: "t"):
        guard literal("true", .bool, NodeRecord.isTrue) else { return false }
      case UInt8(ascii: "f"):
        guard literal("false", .bool, 0) else { return false }
      case UInt8(ascii: "n"):
        guard literal("null", .null, 0) else { return false }
      default:
        return unexpected("expected a value")
      }
      // A value has ended: close what it completes, up to the next comma.
      while true {
        guard let isObject = open.last else { return true }
        let closing: UInt8 = isObject ? 0x7D : 0x5D
        let byte = next()
        if byte == closing {
          close()
          continue
        }
        guard byte == UInt8(ascii: ",") else {
          return unexpected("expected ',' or '\(isObject ? "}" : "]")' after a value")
        }
        let comma = at
        at += 1
        if next() == closing {
          if !options.allowsTrailingCommas {
            guard complain("a comma stands before the closing bracket", ByteRange(comma, comma + 1))
            else { return false }
          }
          close()
          continue
        }
        if isObject, !readKey() { return false }
        break
      }
    }
  }

  @inline(__always)
  private mutating func close() {
    at += 1
    builder.end(upper: at)
    open.removeLast()
  }

  private mutating func readKey() -> Bool {
    guard next() == UInt8(ascii: "\"") else {
      return unexpected("expected a key in double quotes")
    }
    guard readString() else { return false }
    guard next() == UInt8(ascii: ":") else { return unexpected("expected ':' after a key") }
    at += 1
    return true
  }

  /// The first byte that is no space or comment, where `at` then stands; 0 at the end.
  @inline(__always)
  private mutating func next() -> UInt8 {
    while at < end {
      let byte = base[at]
      if byte > 0x20 {
        if byte == UInt8(ascii: "/"), skipComment() { continue }
        return byte
      }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      at += 1
    }
    return 0
  }

  private mutating func skipComment() -> Bool {
    guard at + 1 < end else { return false }
    let start = at
    switch base[at + 1] {
    case UInt8(ascii: "/"):
      at += findByte(base + at, 0x0A, end - at) ?? end - at
    case UInt8(ascii: "*"):
      var index = at + 2
      while true {
        guard index < end, let star = findByte(base + index, UInt8(ascii: "*"), end - index),
          index + star + 1 < end
        else {
          return false
        }
        index += star + 1
        if base[index] == UInt8(ascii: "/") { break }
      }
      at = index + 1
    default: return false
    }
    if !options.allowsComments { _ = complain("comments are no JSON", ByteRange(start, at)) }
    return true
  }

  private mutating func literal(_ word: StaticString, _ kind: Node.Kind, _ flags: UInt8) -> Bool {
    let count = word.utf8CodeUnitCount
    guard at + count <= end,
      sameBytes(
        UnsafeBufferPointer(start: base + at, count: count),
        UnsafeBufferPointer(start: word.utf8Start, count: count)),
      at + count == end || !isWord(base[at + count])
    else { return unexpected("expected a value") }
    builder.add(
      NodeRecord(kind, flags: flags, lower: at, upper: at + count, a: at, b: count))
    at += count
    return true
  }

  private mutating func readNumber() {
    let start = at
    var isFloat = false
    var isSound = true
    if base[at] == UInt8(ascii: "-") { at += 1 }
    let first = at
    let whole = digits()
    if whole == 0 || whole > 1 && base[first] == 0x30 { isSound = false }
    if at < end, base[at] == UInt8(ascii: ".") {
      at += 1
      isFloat = true
      if digits() == 0 { isSound = false }
    }
    if at < end, base[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      isFloat = true
      if at < end, base[at] == UInt8(ascii: "+") || base[at] == UInt8(ascii: "-") { at += 1 }
      if digits() == 0 { isSound = false }
    }
    if at < end, isWord(base[at]) {
      isSound = false
      while at < end, isWord(base[at]) { at += 1 }
    }
    if !isSound {
      _ = complain("the number is not written as JSON writes numbers", ByteRange(start, at))
    }
    builder.add(
      NodeRecord(
        isFloat || !isSound ? .float : .integer, lower: start, upper: at, a: start, b: at - start))
  }

  @inline(__always)
  private mutating func digits() -> Int {
    let start = at
    while at < end, base[at] &- 0x30 < 10 { at += 1 }
    return at - start
  }

  @inline(__always)
  private func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2E || byte == 0x2B || byte == 0x2D
      || byte == 0x5F || byte >= 0x80
  }

  // MARK: strings

  @inline(__always)
  private mutating func readString() -> Bool {
    let start = at
    let stop = special(from: at + 1)
    guard stop < end, base[stop] == UInt8(ascii: "\"") else {
      return readEscapedString(start, stop)
    }
    at = stop + 1
    builder.add(
      NodeRecord(
        .string, flags: NodeRecord.quoted, lower: start, upper: at, a: start + 1,
        b: stop - start - 1))
    return true
  }

  /// The first quote, backslash or control character; eight bytes a step.
  @inline(__always)
  private func special(from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = start
    let raw = UnsafeRawPointer(base)
    while index + 8 <= end {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let slash = word ^ (ones &* 0x5C)
      let hit =
        ((quote &- ones) & ~quote | (slash &- ones) & ~slash | (word &- ones &* 0x20) & ~word)
        & (ones &* 0x80)
      if hit != 0 { return index + hit.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < end, base[index] != 0x22, base[index] != 0x5C, base[index] >= 0x20 { index += 1 }
    return index
  }

  private mutating func readEscapedString(_ start: Int, _ firstStop: Int) -> Bool {
    let offset = builder.arena.count
    var from = start + 1
    var index = firstStop
    while true {
      builder.arena.append(
        contentsOf: UnsafeBufferPointer(start: base + from, count: index - from))
      guard index < end, base[index] != 0x0A, base[index] != 0x0D else {
        return stop("the string is not closed", ByteRange(start, index))
      }
      from = index
      if base[index] == 0x22 { break }
      if base[index] == 0x5C {
        guard let after = unescape(index) else {
          return stop("the string is not closed", ByteRange(start, end))
        }
        index = after
      } else {
        guard
          complain(
            "a control character stands in a string unescaped", ByteRange(index, index + 1))
        else { return false }
        builder.arena.append(base[index])
        index += 1
      }
      from = index
      index = special(from: index)
    }
    at = index + 1
    builder.add(
      NodeRecord(
        .string, flags: NodeRecord.quoted | NodeRecord.inArena, lower: start, upper: at, a: offset,
        b: builder.arena.count - offset))
    return true
  }

  /// The escape at `index` into the arena; the offset after it, nil at the end of the text.
  private mutating func unescape(_ index: Int) -> Int? {
    guard index + 1 < end else { return nil }
    switch base[index + 1] {
    case UInt8(ascii: "n"): builder.arena.append(0x0A)
    case UInt8(ascii: "t"): builder.arena.append(0x09)
    case UInt8(ascii: "r"): builder.arena.append(0x0D)
    case UInt8(ascii: "b"): builder.arena.append(0x08)
    case UInt8(ascii: "f"): builder.arena.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      builder.arena.append(base[index + 1])
    case UInt8(ascii: "u"): return unescapeUnit(index)
    default:
      _ = complain("an unknown escape", ByteRange(index, index + 2))
      builder.arena.append(base[index])
      return index + 1
    }
    return index + 2
  }

  private mutating func unescapeUnit(_ index: Int) -> Int {
    guard let unit = hexadecimal(index + 2) else {
      _ = complain(
        "'\\u' wants four hexadecimal digits", ByteRange(index, min(index + 6, end)))
      builder.arena.append(base[index])
      return index + 1
    }
    guard unit & 0xF800 == 0xD800 else {
      appendUTF8(unit, to: &builder.arena)
      return index + 6
    }
    if unit < 0xDC00, index + 7 < end, base[index + 6] == 0x5C,
      base[index + 7] == UInt8(ascii: "u"),
      let low = hexadecimal(index + 8), low & 0xFC00 == 0xDC00
    {
      appendUTF8(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF, to: &builder.arena)
      return index + 12
    }
    _ = complain(
      "half a surrogate pair is no character; U+FFFD stands for it", ByteRange(index, index + 6),
      code: "json.surrogate", level: .warning)
    appendUTF8(0xFFFD, to: &builder.arena)
    return index + 6
  }

  private func hexadecimal(_ index: Int) -> UInt32? {
    guard index + 4 <= end else { return nil }
    var value: UInt32 = 0
    for offset in 0..<4 {
      guard let digit = hexadecimalDigit(base[index + offset]) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  // MARK: mistakes

  private mutating func stop(_ message: String, _ range: ByteRange, help: String? = nil) -> Bool {
    problems.append(Problem("json.syntax", message, at: range, help: help))
    return false
  }

  /// Something that is wrong but does not end the reading; false after too many.
  private mutating func complain(
    _ message: String, _ range: ByteRange, code: String = "json.syntax",
    level: Diagnostic.Level = .error
  ) -> Bool {
    guard problems.count < Diagnostics.limit else { return false }
    problems.append(Problem(code, message, at: range, level: level))
    return true
  }

  private mutating func unexpected(_ message: String) -> Bool {
    guard at < end else {
      let range = ByteRange(end, end)
      guard let start = builder.innermostStart else { return stop(message, range) }
      let line = LineIndex(UnsafeBufferPointer(start: base, count: start)).newlines.count + 1
      let thing = open.last == true ? "object" : "array"
      return stop(
        "the text ends within an \(thing)", range, help: "the \(thing) begins on line \(line)")
    }
    if base[at] == UInt8(ascii: "/"), at + 1 < end, base[at + 1] == UInt8(ascii: "*") {
      return stop("the comment is not closed", ByteRange(at, at + 2))
    }
    let hint =
      base[at] == UInt8(ascii: "'") ? "JSON writes strings in double quotes" : nil
    var upper = at + 1
    while upper < end, isWord(base[at]), isWord(base[upper]) { upper += 1 }
    return stop(message, ByteRange(at, upper), help: hint)
  }
}
