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
      day <= Self.length(ofMonth: month, year)
    else { return nil }
    var total = Int64(Self.days(year, month, day)) * Self.millisecondsPerDay
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
  public var date: String {
    let (year, month, day) = Self.date(day)
    return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
  }

  /// RFC 3339: `2026-01-31T09:15:00Z`, with milliseconds only where they are not zero.
  public var text: String {
    let rest = Int(milliseconds - Int64(day) * Self.millisecondsPerDay)
    let second = rest / 1_000
    let fraction = rest % 1_000 == 0 ? "" : ".\(Self.padded(rest % 1_000, 3))"
    return date + "T\(Self.padded(second / 3_600, 2)):\(Self.padded(second / 60 % 60, 2)):"
      + "\(Self.padded(second % 60, 2))\(fraction)Z"
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func length(ofMonth month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  // Days from civil and back: the Gregorian calendar in eras of 400 years that begin in March.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(_ days: Int) -> (Int, Int, Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
