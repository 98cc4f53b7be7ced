/// A time as RFC 3339 writes it, in UTC, to the second; enough to say when a scan ended.
struct Moment {
  /// Seconds since 1970.
  var seconds: Int

  /// Reads `2026-01-31T09:15:00Z`; fractions are cut, an offset is applied.
  init?(_ text: String) {
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
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
      let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    seconds = Self.days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
    var tail = 19
    if tail < bytes.count, bytes[tail] == UInt8(ascii: ".") {
      tail += 1
      while number(tail, 1) != nil { tail += 1 }
    }
    if tail < bytes.count, bytes[tail] == UInt8(ascii: "+") || bytes[tail] == UInt8(ascii: "-"),
      let hours = number(tail + 1, 2), let minutes = number(tail + 4, 2)
    {
      let offset = hours * 3_600 + minutes * 60
      seconds -= bytes[tail] == UInt8(ascii: "+") ? offset : -offset
    }
  }

  /// `2026-01-31T09:15:00`, without the zone.
  var text: String {
    let day = Int((Double(seconds) / 86_400).rounded(.down))
    let rest = seconds - day * 86_400
    let (year, month, date) = Self.date(day)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let years = String(year)
    return String(repeating: "0", count: max(0, 4 - years.count)) + years
      + "-\(two(month))-\(two(date))T\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
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

extension Moment {
  /// When a scan that began at `start` ended; nil where `start` is no time.
  init?(_ start: String, plus duration: Double) {
    guard var moment = Moment(start) else { return nil }
    if duration.isFinite, duration > 0, duration < 1e9 { moment.seconds += Int(duration.rounded()) }
    self = moment
  }
}
