/// A set of bytes: a bracket expression of a glob.
struct ByteSet: Sendable, Hashable {
  private var low: UInt64 = 0
  private var middle: UInt64 = 0
  private var high: UInt64 = 0
  private var top: UInt64 = 0

  func contains(_ byte: UInt8) -> Bool {
    let bit: UInt64 = 1 << UInt64(byte & 63)
    return switch byte >> 6 {
    case 0: low & bit != 0
    case 1: middle & bit != 0
    case 2: high & bit != 0
    default: top & bit != 0
    }
  }

  mutating func insert(_ byte: UInt8) {
    let bit: UInt64 = 1 << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: low |= bit
    case 1: middle |= bit
    case 2: high |= bit
    default: top |= bit
    }
  }

  private mutating func insert(where holds: (UInt8) -> Bool) {
    for byte in UInt8(0)...127 where holds(byte) { insert(byte) }
  }

  private mutating func invert() {
    (low, middle, high, top) = (~low, ~middle, ~high, ~top)
  }

  private mutating func remove(_ byte: UInt8) {
    var only = ByteSet()
    only.insert(byte)
    (low, middle, high, top) = (
      low & ~only.low, middle & ~only.middle, high & ~only.high, top & ~only.top
    )
  }

  /// The class that opens at `open` and the index after its `]`; nil when it is not closed or names
  /// a POSIX class that does not exist. A slash is in no class.
  static func parse(_ pattern: ArraySlice<UInt8>, from open: Int) -> (ByteSet, Int)? {
    var set = ByteSet()
    var index = open + 1
    let end = pattern.endIndex
    var isNegative = false
    if index < end, pattern[index] == UInt8(ascii: "!") || pattern[index] == UInt8(ascii: "^") {
      isNegative = true
      index += 1
    }
    var previous: UInt8?
    var isFirst = true
    while true {
      guard index < end else { return nil }
      let byte = pattern[index]
      if byte == UInt8(ascii: "]"), !isFirst { break }
      isFirst = false
      if byte == UInt8(ascii: "\\") {
        guard index + 1 < end else { return nil }
        previous = pattern[index + 1]
        set.insert(pattern[index + 1])
        index += 2
      } else if byte == UInt8(ascii: "-"), let lower = previous, index + 1 < end,
        pattern[index + 1] != UInt8(ascii: "]")
      {
        index += 1
        if pattern[index] == UInt8(ascii: "\\") {
          index += 1
          guard index < end else { return nil }
        }
        if lower <= pattern[index] { for byte in lower...pattern[index] { set.insert(byte) } }
        previous = nil
        index += 1
      } else if byte == UInt8(ascii: "["), index + 1 < end,
        pattern[index + 1] == UInt8(ascii: ":")
      {
        guard let close = pattern[(index + 2)...].firstIndex(of: UInt8(ascii: "]")) else {
          return nil
        }
        if close > index + 2, pattern[close - 1] == UInt8(ascii: ":") {
          guard set.insertPOSIX(pattern[(index + 2)..<(close - 1)]) else { return nil }
          previous = nil
          index = close + 1
        } else {
          // No `:]` follows: an opening bracket like any other byte.
          set.insert(byte)
          previous = byte
          index += 1
        }
      } else {
        set.insert(byte)
        previous = byte
        index += 1
      }
    }
    if isNegative { set.invert() }
    set.remove(UInt8(ascii: "/"))
    return (set, index + 1)
  }

  private mutating func insertPOSIX(_ name: ArraySlice<UInt8>) -> Bool {
    let isUpper = { (byte: UInt8) in byte >= 0x41 && byte <= 0x5A }
    let isLower = { (byte: UInt8) in byte >= 0x61 && byte <= 0x7A }
    let isDigit = { (byte: UInt8) in byte >= 0x30 && byte <= 0x39 }
    let isGraph = { (byte: UInt8) in byte > 0x20 && byte < 0x7F }
    let isAlnum = { (byte: UInt8) in isUpper(byte) || isLower(byte) || isDigit(byte) }
    switch String(decoding: name, as: UTF8.self) {
    case "alnum": insert(where: isAlnum)
    case "alpha": insert { isUpper($0) || isLower($0) }
    case "blank": insert { $0 == 0x20 || $0 == 0x09 }
    case "cntrl": insert { $0 < 0x20 || $0 == 0x7F }
    case "digit": insert(where: isDigit)
    case "graph": insert(where: isGraph)
    case "lower": insert(where: isLower)
    case "print": insert { $0 >= 0x20 && $0 < 0x7F }
    case "punct": insert { isGraph($0) && !isAlnum($0) }
    case "space": insert { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }
    case "upper": insert(where: isUpper)
    case "xdigit":
      insert { isDigit($0) || (asciiFold($0) >= 0x61 && asciiFold($0) <= 0x66) }
    default: return false
    }
    return true
  }
}

private func asciiFold(_ byte: UInt8) -> UInt8 { byte | 0x20 }
