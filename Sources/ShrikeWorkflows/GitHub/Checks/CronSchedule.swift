/// A time of a schedule: minute, hour, day of the month, month, day of the week.
///
/// https://pubs.opengroup.org/onlinepubs/9699919799/utilities/crontab.html
struct CronSchedule {
  struct Mistake: Error { let message: String }

  /// GitHub's shortest interval, in seconds.
  static let shortestInterval = 300
  /// Days that are looked at for a first run: leap days come round within so many.
  private static let horizon = 366 * 5

  private var minutes: UInt64
  private var hours: UInt64
  private var days: UInt64
  private var months: UInt64
  private var weekdays: UInt64
  private var hasAnyDay: Bool
  private var hasAnyWeekday: Bool

  static func parse(_ text: String) -> Result<CronSchedule, Mistake> {
    var fields = text.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
    if let first = fields.first, first.hasPrefix("TZ=") || first.hasPrefix("CRON_TZ=") {
      fields.removeFirst()
    }
    guard fields.count == 5 else {
      return .failure(Mistake(message: "five fields are expected, not \(fields.count)"))
    }
    do {
      return .success(
        CronSchedule(
          minutes: try set(fields[0], 0...59), hours: try set(fields[1], 0...23),
          days: try set(fields[2], 1...31),
          months: try set(
            fields[3], 1...12,
            names: [
              "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
            ]),
          weekdays: try set(
            fields[4], 0...6, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
          hasAnyDay: isAny(fields[2]), hasAnyWeekday: isAny(fields[4])))
    } catch let mistake as Mistake {
      return .failure(mistake)
    } catch {
      return .failure(Mistake(message: "it cannot be read"))
    }
  }

  private static func isAny(_ field: Substring) -> Bool {
    field.split(separator: ",").contains { part in
      let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
      return (pieces[0] == "*" || pieces[0] == "?") && (pieces.count == 1 || pieces[1] == "1")
    }
  }

  /// Bit n: n is among the values.
  private static func set(
    _ field: Substring, _ bounds: ClosedRange<Int>, names: [String] = []
  ) throws -> UInt64 {
    func value(_ text: Substring) throws -> Int {
      if let index = names.firstIndex(of: text.lowercased()) { return index + bounds.lowerBound }
      guard let number = Int(text), number >= 0, !text.hasPrefix("+") else {
        throw Mistake(message: "\"\(text)\" is no number")
      }
      return number
    }
    var bits: UInt64 = 0
    for part in field.split(separator: ",") {
      let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
      guard pieces.count <= 2 else { throw Mistake(message: "\"\(part)\" has two steps") }
      let ends = pieces[0].split(separator: "-", omittingEmptySubsequences: false)
      guard ends.count <= 2 else { throw Mistake(message: "\"\(part)\" has too many ends") }
      var lower = bounds.lowerBound
      var upper = bounds.upperBound
      if ends[0] != "*", ends[0] != "?" {
        lower = try value(ends[0])
        upper = ends.count == 2 ? try value(ends[1]) : pieces.count == 2 ? upper : lower
      }
      let step = pieces.count == 2 ? Int(pieces[1]) ?? 0 : 1
      guard step > 0 else { throw Mistake(message: "\"\(part)\" has no step above zero") }
      guard lower >= bounds.lowerBound, upper <= bounds.upperBound else {
        throw Mistake(
          message: "\"\(part)\" is not within \(bounds.lowerBound) and \(bounds.upperBound)")
      }
      guard lower <= upper else { throw Mistake(message: "\"\(part)\" ends before it begins") }
      for number in stride(from: lower, through: upper, by: step) { bits |= 1 << UInt64(number) }
    }
    return bits
  }

  /// Seconds between the first two runs after the beginning of 1970; 0 where there is none.
  var firstInterval: Int? {
    var first: Int?
    var (month, day) = (1, 1)
    var year = 1970
    for number in 0..<Self.horizon {
      if matches(month: month, day: day, weekday: (number + 4) % 7) {
        for hour in 0..<24 where hours >> UInt64(hour) & 1 == 1 {
          for minute in 0..<60 where minutes >> UInt64(minute) & 1 == 1 {
            let time = ((number * 24 + hour) * 60 + minute) * 60
            guard time > 0 else { continue }
            guard let earlier = first else {
              first = time
              continue
            }
            return time - earlier
          }
        }
      }
      day += 1
      if day > Self.length(of: month, year) {
        (day, month) = (1, month + 1)
        if month > 12 { (month, year) = (1, year + 1) }
      }
    }
    return first == nil ? 0 : nil
  }

  /// Where both kinds of day are given, either will do.
  private func matches(month: Int, day: Int, weekday: Int) -> Bool {
    guard months >> UInt64(month) & 1 == 1 else { return false }
    let isDay = days >> UInt64(day) & 1 == 1
    let isWeekday = weekdays >> UInt64(weekday) & 1 == 1
    return hasAnyDay || hasAnyWeekday ? isDay && isWeekday : isDay || isWeekday
  }

  private static func length(of month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
