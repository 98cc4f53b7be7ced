public import ShrikeLedger

/// Numbers and times as people read them.
public enum Words {
  /// `1 finding`, `12 345 findings`.
  public static func count(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? one : many ?? one + "s")"
  }

  /// With a narrow space between groups of three digits, from five digits on.
  public static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    let sign = number < 0 ? "-" : ""
    guard digits.utf8.count > 4 else { return sign + digits }
    var out = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { out += "\u{202F}" }
      out.append(digit)
    }
    return sign + out
  }

  /// With at most that many digits behind the point, and no zeros at the end.
  public static func decimal(_ number: Double, _ digits: Int) -> String {
    guard number.isFinite, abs(number) < 1e12 else { return "0" }
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((abs(number) * Double(scale)).rounded())
    let sign = number < 0 && scaled > 0 ? "-" : ""
    let rest = scaled % scale
    guard rest > 0 else { return sign + String(scaled / scale) }
    var tail = String(rest)
    tail = String(repeating: "0", count: digits - tail.count) + tail
    while tail.hasSuffix("0") { tail.removeLast() }
    return "\(sign)\(scaled / scale).\(tail)"
  }

  /// `3 days ago`, `in 2 hours`, `now`.
  public static func relative(_ time: Timestamp, to now: Timestamp) -> String {
    let distance = time.milliseconds - now.milliseconds
    let words = span(milliseconds: abs(distance))
    if abs(distance) < 60_000 { return "now" }
    return distance < 0 ? "\(words) ago" : "in \(words)"
  }

  /// `3 days`: the largest unit of which there is at least one; days up to two months.
  public static func span(milliseconds: Int64) -> String {
    let minutes = Int(milliseconds / 60_000)
    let days = minutes / 1_440
    return switch minutes {
    case ..<1: "less than a minute"
    case ..<60: count(minutes, "minute")
    case ..<1_440: count(minutes / 60, "hour")
    case ..<(60 * 1_440): count(days, "day")
    case ..<(730 * 1_440): count(days / 30, "month")
    default: count(days / 365, "year")
    }
  }

  /// `34 d`, for columns.
  public static func age(milliseconds: Int64) -> String {
    let minutes = Int(max(0, milliseconds) / 60_000)
    return switch minutes {
    case ..<60: "\(minutes) min"
    case ..<1_440: "\(minutes / 60) h"
    default: "\(grouped(minutes / 1_440)) d"
    }
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let weekdays = [
    "Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday",
  ]

  /// `1 March 2027`; the year only where it is not that of `now`.
  public static func day(_ time: Timestamp, now: Timestamp? = nil) -> String {
    let parts = time.date.split(separator: "-")
    guard parts.count == 3, let month = Int(parts[1]), let day = Int(parts[2]),
      months.indices.contains(month - 1)
    else { return time.date }
    let year = now.map { $0.date.hasPrefix(parts[0]) } == true ? "" : " \(parts[0])"
    return "\(day) \(months[month - 1])\(year)"
  }

  /// The last day on which something holds that ends at `end`: what ends at a midnight held the day before.
  static func lastDay(_ end: Timestamp) -> Timestamp {
    Timestamp(milliseconds: end.milliseconds - 1)
  }

  /// `1 Mar 2027`, for columns.
  static func shortDay(_ time: Timestamp) -> String {
    let words = day(time).split(separator: " ")
    guard words.count == 3 else { return time.date }
    return "\(words[0]) \(words[1].prefix(3)) \(words[2])"
  }

  /// `Tuesday 09:12` within a week, else `1 March 09:12`.
  public static func moment(_ time: Timestamp, now: Timestamp) -> String {
    let clock = clock(time)
    guard now.day - time.day < 7, time <= now else { return "\(day(time, now: now)) \(clock)" }
    // The first day of 1970 was a Thursday.
    return "\(weekdays[((time.day % 7) + 7) % 7]) \(clock)"
  }

  /// `2026-11-27 09:15 UTC`.
  public static func exact(_ time: Timestamp) -> String { exact(time.text) }

  /// The same of a time's own text, for those who need both.
  static func exact(_ text: String) -> String {
    text.utf8.count < 16 ? text : "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
  }

  private static func clock(_ time: Timestamp) -> String {
    String(time.text.dropFirst(11).prefix(5))
  }

  /// A text's beginning, so that one long message does not fill a page.
  static func cut(text: String, to length: Int) -> String {
    guard text.utf8.count > length, text.count > length else { return text }
    return text.prefix(length) + "…"
  }

  /// Only a path's end, as much as a column takes: `…/refund.py`.
  static func cutShort(path: String, to length: Int) -> String {
    // Bytes are at least as many as characters, and counted at once.
    guard path.utf8.count > length, path.count > length else { return path }
    let last = path.split(separator: "/").last ?? ""
    return last.count <= length - 2 ? "…/\(last)" : "…" + last.suffix(length - 1)
  }

  /// The middle of a path cut out, so that its end stays: `services/…/handlers/refund.py`.
  public static func cut(path: String, to length: Int) -> String {
    guard path.utf8.count > length, path.count > length else { return path }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 2, let last = parts.last, let first = parts.first else {
      return "…" + path.suffix(length - 1)
    }
    var tail = String(last)
    for part in parts.dropFirst().dropLast().reversed() {
      guard first.count + tail.count + part.count + 4 <= length else { break }
      tail = part + "/" + tail
    }
    let whole = "\(first)/…/\(tail)"
    return whole.count <= length + 8 ? whole : "…" + whole.suffix(length - 1)
  }
}
