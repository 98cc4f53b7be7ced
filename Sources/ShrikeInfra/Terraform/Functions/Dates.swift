import ShrikeText

extension TerraformFunction {
  static let dates: [String: TerraformFunction] = [
    "timestamp": unknowable("timestamp()", []),
    "plantimestamp": unknowable("plantimestamp()", []),
    "timeadd": .init([.string, .string], .string) { call throws(TerraformError) in
      var time = try timestamp(call.string(0))
      guard let duration = duration(call.string(1)) else {
        throw TerraformError("the text is no duration like 1h30m")
      }
      guard time.add(nanoseconds: duration) else {
        throw TerraformError("the time is out of range")
      }
      return .string(time.text)
    },
    "timecmp": .init([.string, .string], .number) { call throws(TerraformError) in
      let (a, b) = (try timestamp(call.string(0)), try timestamp(call.string(1)))
      let (x, y) = ((a.seconds, a.nanoseconds), (b.seconds, b.nanoseconds))
      return .number(x < y ? -1 : x == y ? 0 : 1)
    },
    "formatdate": .init([.string, .string], .string) { call throws(TerraformError) in
      .string(try formatted(timestamp(call.string(1)), call.string(0)))
    },
  ]

  private static func timestamp(_ text: String) throws(TerraformError) -> Timestamp {
    guard let time = Timestamp(text) else {
      throw TerraformError("the text is no time like 2006-01-02T15:04:05Z")
    }
    return time
  }

  /// Go's durations: `-1.5h`, `1h15m30.918s`; in nanoseconds.
  private static func duration(_ text: String) -> Int? {
    var bytes = Array(text.utf8)[...]
    var isNegative = false
    if let first = bytes.first, first == 0x2D || first == 0x2B {
      isNegative = first == 0x2D
      bytes = bytes.dropFirst()
    }
    if bytes.elementsEqual("0".utf8) { return 0 }
    guard !bytes.isEmpty else { return nil }
    var total = 0.0
    var exact = 0
    while !bytes.isEmpty {
      let digits = bytes.prefix { $0 &- 0x30 < 10 }
      bytes = bytes.dropFirst(digits.count)
      var fraction: ArraySlice<UInt8> = []
      if bytes.first == 0x2E {
        bytes = bytes.dropFirst()
        fraction = bytes.prefix { $0 &- 0x30 < 10 }
        bytes = bytes.dropFirst(fraction.count)
      }
      guard !digits.isEmpty || !fraction.isEmpty, digits.count <= 19 else { return nil }
      let unit = bytes.prefix { !($0 &- 0x30 < 10) && $0 != 0x2E }
      bytes = bytes.dropFirst(unit.count)
      let scale: Int
      switch String(decoding: unit, as: UTF8.self) {
      case "ns": scale = 1
      case "us", "µs", "μs": scale = 1_000
      case "ms": scale = 1_000_000
      case "s": scale = 1_000_000_000
      case "m": scale = 60_000_000_000
      case "h": scale = 3_600_000_000_000
      default: return nil
      }
      let whole = digits.isEmpty ? 0 : Int(String(decoding: digits, as: UTF8.self)) ?? Int.max
      let (product, over) = whole.multipliedReportingOverflow(by: scale)
      let part = Double("0." + String(decoding: fraction, as: UTF8.self)) ?? 0
      let (sum, overflow) = exact.addingReportingOverflow(product)
      let (next, spill) = sum.addingReportingOverflow(Int(part * Double(scale)))
      if over || overflow || spill { return nil }
      exact = next
      total += part
    }
    return isNegative ? -exact : exact
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let days = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]

  private static func formatted(
    _ time: Timestamp, _ format: String
  ) throws(TerraformError) -> String {
    let bytes = Array(format.utf8)
    var out = ""
    var index = 0
    while index < bytes.count {
      let start = index
      let byte = bytes[index]
      if byte == UInt8(ascii: "'") {
        var literal: [UInt8] = []
        index += 1
        while true {
          guard index < bytes.count else { throw TerraformError("a quoted part has no end") }
          if bytes[index] == UInt8(ascii: "'") {
            guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "'") else { break }
            index += 1
          }
          literal.append(bytes[index])
          index += 1
        }
        index += 1
        // Two quotes alone are one.
        out += literal.isEmpty ? "'" : String(decoding: literal, as: UTF8.self)
        continue
      }
      guard (byte | 0x20) &- 0x61 < 26 else {
        while index < bytes.count, !((bytes[index] | 0x20) &- 0x61 < 26),
          bytes[index] != UInt8(ascii: "'")
        { index += 1 }
        out += String(decoding: bytes[start..<index], as: UTF8.self)
        continue
      }
      while index < bytes.count, bytes[index] == byte { index += 1 }
      out += try verb(String(decoding: bytes[start..<index], as: UTF8.self), time)
    }
    return out
  }

  private static func verb(_ verb: String, _ time: Timestamp) throws(TerraformError) -> String {
    let twelve = time.hour % 12 == 0 ? 12 : time.hour % 12
    switch verb {
    case "YYYY": return padded(time.year, 4)
    case "YY": return padded(time.year % 100, 2)
    case "MMMM": return months[time.month - 1]
    case "MMM": return String(months[time.month - 1].prefix(3))
    case "MM": return padded(time.month, 2)
    case "M": return String(time.month)
    case "DD": return padded(time.day, 2)
    case "D": return String(time.day)
    case "EEEE": return days[time.weekday]
    case "EEE": return String(days[time.weekday].prefix(3))
    case "hh": return padded(time.hour, 2)
    case "h": return String(time.hour)
    case "HH": return padded(twelve, 2)
    case "H": return String(twelve)
    case "AA": return time.hour < 12 ? "AM" : "PM"
    case "aa": return time.hour < 12 ? "am" : "pm"
    case "mm": return padded(time.minute, 2)
    case "m": return String(time.minute)
    case "ss": return padded(time.second, 2)
    case "s": return String(time.second)
    case "Z": return time.offset == 0 ? "Z" : time.zone(":")
    case "ZZZ": return time.offset == 0 ? "UTC" : time.zone("")
    case "ZZZZ": return time.zone("")
    case "ZZZZZ": return time.zone(":")
    default: throw TerraformError("the format has an unknown verb")
    }
  }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}

/// A time as RFC 3339 writes it, with its zone.
struct Timestamp {
  /// Seconds since 1970, in UTC, and nanoseconds after them.
  private(set) var seconds: Int
  private(set) var nanoseconds: Int
  /// Minutes east of Greenwich.
  let offset: Int

  init?(_ text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count else { return nil }
      var value = 0
      for index in range {
        guard bytes[index] &- 0x30 < 10 else { return nil }
        value = value * 10 + Int(bytes[index] - 0x30)
      }
      return value
    }
    func at(_ index: Int, _ character: Unicode.Scalar) -> Bool {
      index < bytes.count && bytes[index] == UInt8(ascii: character)
    }
    guard let year = number(0..<4), at(4, "-"), let month = number(5..<7), at(7, "-"),
      let day = number(8..<10), at(10, "T"), let hour = number(11..<13), at(13, ":"),
      let minute = number(14..<16), at(16, ":"), let second = number(17..<19),
      (1...12).contains(month), day >= 1, day <= CalendarDate.days(inMonth: month, of: year),
      hour < 24,
      minute < 60, second < 60
    else { return nil }
    var index = 19
    var fraction = 0
    if at(index, ".") {
      index += 1
      let start = index
      var scale = 100_000_000
      while index < bytes.count, bytes[index] &- 0x30 < 10 {
        fraction += Int(bytes[index] - 0x30) * scale
        scale /= 10
        index += 1
      }
      guard index > start else { return nil }
    }
    if at(index, "Z") {
      offset = 0
      index += 1
    } else {
      guard at(index, "+") || at(index, "-"), let hours = number(index + 1..<index + 3),
        at(index + 3, ":"), let minutes = number(index + 4..<index + 6), hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 60 + minutes) * (at(index, "-") ? -1 : 1)
      index += 6
    }
    guard index == bytes.count else { return nil }
    seconds =
      CalendarDate(year, month, day).daysSince1970 * 86_400 + hour * 3_600 + minute * 60 + second
      - offset * 60
    nanoseconds = fraction
  }

  /// YAML's times: a day alone is its midnight in UTC, a blank may stand for the T and then there is
  /// no zone; months, days and hours may have one digit.
  init?(yaml text: String) {
    func two(_ parts: [Substring]) -> [String] {
      parts.map { $0.utf8.count == 1 ? "0" + $0 : String($0) }
    }
    let sign = text.firstIndex { $0 == "T" || $0 == "t" || $0 == " " }
    let date = two(
      text[..<(sign ?? text.endIndex)].split(separator: "-", omittingEmptySubsequences: false))
    guard date.count == 3 else { return nil }
    var time = "00:00:00Z"
    if let sign {
      let clock = text[text.index(after: sign)...]
      let end = clock.firstIndex { "Z+-.".contains($0) } ?? clock.endIndex
      let parts = two(clock[..<end].split(separator: ":", omittingEmptySubsequences: false))
      time = parts.joined(separator: ":") + clock[end...] + (text[sign] == " " ? "Z" : "")
    }
    self.init(date.joined(separator: "-") + "T" + time)
  }

  /// False when the result would be no year of four digits.
  mutating func add(nanoseconds added: Int) -> Bool {
    var rest = nanoseconds + added % 1_000_000_000
    seconds += added / 1_000_000_000
    if rest < 0 {
      rest += 1_000_000_000
      seconds -= 1
    }
    if rest >= 1_000_000_000 {
      rest -= 1_000_000_000
      seconds += 1
    }
    nanoseconds = rest
    return (0...9_999).contains(year)
  }

  private var local: Int { seconds + offset * 60 }
  private var dayNumber: Int { local >= 0 ? local / 86_400 : (local - 86_399) / 86_400 }
  private var secondOfDay: Int { local - dayNumber * 86_400 }

  var hour: Int { secondOfDay / 3_600 }
  var minute: Int { secondOfDay / 60 % 60 }
  var second: Int { secondOfDay % 60 }
  /// From Sunday on; the first of January 1970 was a Thursday.
  var weekday: Int { ((dayNumber + 4) % 7 + 7) % 7 }
  private var date: CalendarDate { CalendarDate(daysSince1970: dayNumber) }
  var year: Int { date.year }
  var month: Int { date.month }
  var day: Int { date.day }

  var text: String {
    "\(date)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
      + (offset == 0 ? "Z" : zone(":"))
  }

  func zone(_ separator: String) -> String {
    let minutes = abs(offset)
    return (offset < 0 ? "-" : "+") + padded(minutes / 60, 2) + separator + padded(minutes % 60, 2)
  }
}
