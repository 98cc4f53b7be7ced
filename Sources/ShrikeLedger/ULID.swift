/// Makes keys that sort by the time they were made: 48 bits of milliseconds and 80 of chance, as 26 letters
/// (github.com/ulid/spec). Within a millisecond the next key is the former plus one, so they never go back.
public struct ULIDSource: Sendable {
  private var random: any RandomNumberGenerator & Sendable
  private var last: (time: Int64, high: UInt16, low: UInt64) = (-1, 0, 0)

  public init(_ random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {
    self.random = random
  }

  public mutating func next(at time: Timestamp) -> String {
    let milliseconds = max(0, min(time.milliseconds, 0xFFFF_FFFF_FFFF))
    if milliseconds == last.time {
      last.low &+= 1
      if last.low == 0 { last.high &+= 1 }
    } else {
      last = (milliseconds, UInt16(truncatingIfNeeded: random.next()), random.next())
    }
    return Self.text(UInt64(milliseconds) << 16 | UInt64(last.high), last.low)
  }

  /// The smallest key of a time: those made from then on are not below it.
  static func first(at time: Timestamp) -> String {
    text(UInt64(max(0, min(time.milliseconds, 0xFFFF_FFFF_FFFF))) << 16, 0)
  }

  /// Crockford's base 32: no I, L, O, U.
  private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  private static func text(_ high: UInt64, _ low: UInt64) -> String {
    String(unsafeUninitializedCapacity: 26) { out in
      var high = high
      var low = low
      for at in stride(from: 25, through: 0, by: -1) {
        out[at] = letters[Int(low & 31)]
        low = low >> 5 | (high & 31) << 59
        high >>= 5
      }
      return 26
    }
  }

  /// Whether a text has the form of a key.
  public static func isULID(_ text: String) -> Bool {
    text.utf8.count == 26 && text.utf8.allSatisfy { letters.contains($0) }
  }
}
