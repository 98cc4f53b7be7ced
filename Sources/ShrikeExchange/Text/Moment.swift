import ShrikeText

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
    seconds =
      CalendarDate(year, month, day).daysSince1970 * 86_400 + hour * 3_600 + minute * 60 + second
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
    func two(_ value: Int) -> String { CalendarDate.padded(value, 2) }
    return CalendarDate(daysSince1970: day).description
      + "T\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
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
