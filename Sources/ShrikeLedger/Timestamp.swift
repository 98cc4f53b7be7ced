import ShrikeText

/// A point in time, in UTC, to the millisecond. The ledger never asks a clock: every act says when it is.
public struct Timestamp: Sendable, Hashable, Comparable {
  /// Since 1970.
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }
  public init(seconds: Int64) { milliseconds = seconds * 1_000 }

  public static let millisecondsPerDay: Int64 = 86_400_000

  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

  public func adding(days: Int) -> Timestamp {
    Timestamp(milliseconds: milliseconds + Int64(days) * Self.millisecondsPerDay)
  }

  /// Whole days since 1970; a time before that belongs to a negative day.
  public var day: Int {
    Int((Double(milliseconds) / Double(Self.millisecondsPerDay)).rounded(.down))
  }

  /// The midnight that `day` days after 1970 begin with.
  public init(day: Int) { milliseconds = Int64(day) * Self.millisecondsPerDay }

  /// Reads `2026-01-31T09:15:00Z`, with a fraction or an offset too, and the bare day `2026-01-31`,
  /// whose midnight is meant.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    func number(_ from: Int, _ count: Int) -> Int? {
      guard from + count <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[from..<from + count] {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int(byte) - 0x30
      }
      return value
    }
    func holds(_ at: Int, _ one: Character) -> Bool {
      at < bytes.count && bytes[at] == one.asciiValue
    }
    guard let year = number(0, 4), holds(4, "-"), let month = number(5, 2), holds(7, "-"),
      let day = number(8, 2), (1...12).contains(month), day >= 1,
      day <= CalendarDate.days(inMonth: month, of: year)
    else { return nil }
    var total = Int64(CalendarDate(year, month, day).daysSince1970) * Self.millisecondsPerDay
    if bytes.count > 10 {
      guard holds(10, "T") || holds(10, " "), let hour = number(11, 2), holds(13, ":"),
        let minute = number(14, 2), holds(16, ":"), let second = number(17, 2), hour < 24,
        minute < 60, second < 61
      else { return nil }
      total += Int64(hour * 3_600 + minute * 60 + second) * 1_000
      var at = 19
      if holds(at, ".") {
        var unit: Int64 = 100
        at += 1
        while let digit = number(at, 1) {
          total += Int64(digit) * unit
          unit /= 10
          at += 1
        }
      }
      if holds(at, "+") || holds(at, "-") {
        guard let hours = number(at + 1, 2), let minutes = number(at + 4, 2), bytes.count == at + 6
        else { return nil }
        let offset = Int64(hours * 60 + minutes) * 60_000
        total -= holds(at, "+") ? offset : -offset
      } else if holds(at, "Z") || holds(at, "z") {
        guard bytes.count == at + 1 else { return nil }
      } else if at != bytes.count {
        return nil
      }
    }
    milliseconds = total
  }

  /// `2026-01-31`.
  public var date: String { CalendarDate(daysSince1970: day).description }

  /// RFC 3339: `2026-01-31T09:15:00Z`, with milliseconds only where they are not zero.
  public var text: String {
    let rest = Int(milliseconds - Int64(day) * Self.millisecondsPerDay)
    let second = rest / 1_000
    let fraction = rest % 1_000 == 0 ? "" : ".\(CalendarDate.padded(rest % 1_000, 3))"
    return date
      + "T\(CalendarDate.padded(second / 3_600, 2)):\(CalendarDate.padded(second / 60 % 60, 2)):"
      + "\(CalendarDate.padded(second % 60, 2))\(fraction)Z"
  }
}
