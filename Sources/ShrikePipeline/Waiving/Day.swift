import ShrikeText

/// A day of the calendar in UTC, as waivers end on.
public struct Day: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let number: Int

  public init(number: Int) { self.number = number }

  /// The day that a moment, in nanoseconds since 1970, falls on.
  public init(nanoseconds: Int64) {
    let (days, rest) = nanoseconds.quotientAndRemainder(dividingBy: 86_400_000_000_000)
    number = Int(rest < 0 ? days - 1 : days)
  }

  /// Reads `2027-03-01`, also with a time after it, which does not count; nil for anything else and for days
  /// that no calendar has.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10 || bytes.count > 10 && [0x54, 0x74, 0x20].contains(bytes[10]),
      bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Self.digits(bytes[0..<4]), let month = Self.digits(bytes[5..<7]),
      let day = Self.digits(bytes[8..<10]),
      (1...12).contains(month), (1...CalendarDate.days(inMonth: month, of: year)).contains(day)
    else { return nil }
    number = CalendarDate(year, month, day).daysSince1970
  }

  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }

  public var description: String { CalendarDate(daysSince1970: number).description }

  private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in bytes {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }
}
