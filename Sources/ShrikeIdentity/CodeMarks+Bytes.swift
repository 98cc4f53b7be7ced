import ShrikeText

extension CodeMarks {
  /// How marks are kept: a byte that tells how they were made, one for `isLong`, twelve words with the
  /// lowest byte first.
  public static let byteCount = 2 + 12 * 8

  public var bytes: [UInt8] {
    var bytes: [UInt8] = [UInt8(FindingMatcher.algorithmVersion), isLong ? 1 : 0]
    bytes.reserveCapacity(Self.byteCount)
    for word in words {
      for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * shift))) }
    }
    return bytes
  }

  /// Nil for what was made by another version, or never was marks: the finding is then known by what
  /// its report says.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount, bytes[0] == UInt8(FindingMatcher.algorithmVersion) else {
      return nil
    }
    var words: [UInt64] = []
    for start in stride(from: 2, to: bytes.count, by: 8) {
      var word: UInt64 = 0
      for byte in bytes[start..<start + 8].reversed() { word = word << 8 | UInt64(byte) }
      words.append(word)
    }
    self.init(
      line: words[0], tail: words[1], statement: words[2], shape: words[3], sketch: words[4],
      scope: words[5], before: Context(near: words[6], middle: words[7], wide: words[8]),
      after: Context(near: words[9], middle: words[10], wide: words[11]), isLong: bytes[1] == 1)
  }

  /// `bytes` as hexadecimal digits, as a report carries them.
  public var text: String { hexadecimal(bytes) }

  /// Nil for any other text, and for marks of another version.
  public init?(text: String) {
    var bytes: [UInt8] = []
    let digits = Array(text.utf8)
    guard digits.count == 2 * Self.byteCount else { return nil }
    bytes.reserveCapacity(Self.byteCount)
    for at in stride(from: 0, to: digits.count, by: 2) {
      guard let high = Self.digit(digits[at]), let low = Self.digit(digits[at + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    self.init(bytes: bytes)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  private var words: [UInt64] {
    [
      line, tail, statement, shape, sketch, scope, before.near, before.middle, before.wide,
      after.near, after.middle, after.wide,
    ]
  }
}
