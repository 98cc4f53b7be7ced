/// A layout as Go writes it: the time Mon Jan 2 15:04:05 MST 2006 in the form that is wanted.
/// https://pkg.go.dev/time#pkg-constants
struct TimeLayout {
  enum Part {
    case text([UInt8])
    case month, longMonth, numberedMonth, paddedMonth
    case weekday, longWeekday
    case day, spacedDay, paddedDay, spacedDayOfYear, paddedDayOfYear
    case hour, hour12, paddedHour12
    case minute, paddedMinute, second, paddedSecond
    case year, longYear
    case upperHalf, lowerHalf
    case zoneName
    /// `Z` says that Greenwich is written so.
    case zone(hasZ: Bool, colons: Bool, minutes: Bool, seconds: Bool)
    /// `.000` with all digits, `.999` without zeros at the end.
    case fraction(digits: Int, trims: Bool, mark: UInt8)
  }

  private(set) var parts: [Part] = []

  /// The names that OPA knows a layout by.
  static let named = [
    "ANSIC": "Mon Jan _2 15:04:05 2006",
    "UnixDate": "Mon Jan _2 15:04:05 MST 2006",
    "RubyDate": "Mon Jan 02 15:04:05 -0700 2006",
    "RFC822": "02 Jan 06 15:04 MST",
    "RFC822Z": "02 Jan 06 15:04 -0700",
    "RFC850": "Monday, 02-Jan-06 15:04:05 MST",
    "RFC1123": "Mon, 02 Jan 2006 15:04:05 MST",
    "RFC1123Z": "Mon, 02 Jan 2006 15:04:05 -0700",
    "RFC3339": "2006-01-02T15:04:05Z07:00",
    "RFC3339Nano": "2006-01-02T15:04:05.999999999Z07:00",
  ]

  static func asked(_ text: String) -> TimeLayout { TimeLayout(named[text] ?? text) }

  init(_ layout: String) {
    let bytes = Array(layout.utf8)
    var text: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard let (part, length) = Self.part(bytes[index...]) else {
        text.append(bytes[index])
        index += 1
        continue
      }
      if case .longYear = part, bytes[index] == UInt8(ascii: "_") { text.append(bytes[index]) }
      if !text.isEmpty { parts.append(.text(text)) }
      text = []
      parts.append(part)
      index += length
    }
    if !text.isEmpty { parts.append(.text(text)) }
  }

  /// What begins at the start of a rest, and its length.
  private static func part(_ rest: ArraySlice<UInt8>) -> (Part, Int)? {
    func has(_ text: StaticString) -> Bool {
      text.withUTF8Buffer { rest.starts(with: $0) }
    }
    func byte(_ offset: Int) -> UInt8 {
      offset < rest.count ? rest[rest.startIndex + offset] : 0
    }
    func isLower(_ offset: Int) -> Bool { byte(offset) &- 0x61 < 26 }
    switch byte(0) {
    case UInt8(ascii: "J"):
      if has("January") { return (.longMonth, 7) }
      if has("Jan"), !isLower(3) { return (.month, 3) }
    case UInt8(ascii: "M"):
      if has("Monday") { return (.longWeekday, 6) }
      if has("Mon"), !isLower(3) { return (.weekday, 3) }
      if has("MST") { return (.zoneName, 3) }
    case UInt8(ascii: "0"):
      switch byte(1) {
      case UInt8(ascii: "1"): return (.paddedMonth, 2)
      case UInt8(ascii: "2"): return (.paddedDay, 2)
      case UInt8(ascii: "3"): return (.paddedHour12, 2)
      case UInt8(ascii: "4"): return (.paddedMinute, 2)
      case UInt8(ascii: "5"): return (.paddedSecond, 2)
      case UInt8(ascii: "6"): return (.year, 2)
      default: if has("002") { return (.paddedDayOfYear, 3) }
      }
    case UInt8(ascii: "1"): return byte(1) == UInt8(ascii: "5") ? (.hour, 2) : (.numberedMonth, 1)
    case UInt8(ascii: "2"): return has("2006") ? (.longYear, 4) : (.day, 1)
    case UInt8(ascii: "_"):
      if has("_2006") { return (.longYear, 5) }
      if has("_2") { return (.spacedDay, 2) }
      if has("__2") { return (.spacedDayOfYear, 3) }
    case UInt8(ascii: "3"): return (.hour12, 1)
    case UInt8(ascii: "4"): return (.minute, 1)
    case UInt8(ascii: "5"): return (.second, 1)
    case UInt8(ascii: "P"): if has("PM") { return (.upperHalf, 2) }
    case UInt8(ascii: "p"): if has("pm") { return (.lowerHalf, 2) }
    case UInt8(ascii: "-"), UInt8(ascii: "Z"):
      let hasZ = byte(0) == UInt8(ascii: "Z")
      let after = rest.dropFirst()
      for (text, part) in zoneForms where after.starts(with: text) {
        return (
          .zone(hasZ: hasZ, colons: part.colons, minutes: part.minutes, seconds: part.seconds),
          text.count + 1
        )
      }
    case UInt8(ascii: "."), UInt8(ascii: ","):
      let digit = byte(1)
      guard digit == UInt8(ascii: "0") || digit == UInt8(ascii: "9") else { return nil }
      let count = rest.dropFirst().prefix { $0 == digit }.count
      if byte(count + 1) &- 0x30 < 10 { return nil }
      return (
        .fraction(digits: count, trims: digit == UInt8(ascii: "9"), mark: byte(0)), count + 1
      )
    default: break
    }
    return nil
  }

  /// The longest first.
  private static let zoneForms:
    [(text: [UInt8], part: (colons: Bool, minutes: Bool, seconds: Bool))] = [
      (Array("070000".utf8), (false, true, true)),
      (Array("07:00:00".utf8), (true, true, true)),
      (Array("0700".utf8), (false, true, false)),
      (Array("07:00".utf8), (true, true, false)),
      (Array("07".utf8), (false, false, false)),
    ]

  // MARK: writing

  func text(of time: Civil, in zone: ZoneRules.Period) -> [UInt8] {
    var out: [UInt8] = []
    func put(_ text: some StringProtocol) { out += Array(text.utf8) }
    func put(_ number: Int, width: Int, _ pad: Character = "0") {
      let digits = String(number.magnitude)
      if number < 0 { put("-") }
      put(String(repeating: pad, count: max(0, width - digits.count)) + digits)
    }
    let hour12 = time.hour % 12 == 0 ? 12 : time.hour % 12
    for part in parts {
      switch part {
      case .text(let text): out += text
      case .month: put(Civil.months[time.month - 1].prefix(3))
      case .longMonth: put(Civil.months[time.month - 1])
      case .numberedMonth: put(time.month, width: 1)
      case .paddedMonth: put(time.month, width: 2)
      case .weekday: put(Civil.weekdays[time.weekday].prefix(3))
      case .longWeekday: put(Civil.weekdays[time.weekday])
      case .day: put(time.day, width: 1)
      case .spacedDay: put(time.day, width: 2, " ")
      case .paddedDay: put(time.day, width: 2)
      case .spacedDayOfYear: put(time.dayOfYear, width: 3, " ")
      case .paddedDayOfYear: put(time.dayOfYear, width: 3)
      case .hour: put(time.hour, width: 2)
      case .hour12: put(hour12, width: 1)
      case .paddedHour12: put(hour12, width: 2)
      case .minute: put(time.minute, width: 1)
      case .paddedMinute: put(time.minute, width: 2)
      case .second: put(time.second, width: 1)
      case .paddedSecond: put(time.second, width: 2)
      case .year: put(max(0, time.year) % 100, width: 2)
      case .longYear: put(time.year, width: 4)
      case .upperHalf: put(time.hour >= 12 ? "PM" : "AM")
      case .lowerHalf: put(time.hour >= 12 ? "pm" : "am")
      case .zoneName:
        if zone.name.isEmpty {
          put(Self.offset(zone.offset, colons: false, minutes: zone.offset / 60 % 60 != 0, false))
        } else {
          put(zone.name)
        }
      case .zone(let hasZ, let colons, let minutes, let seconds):
        put(
          hasZ && zone.offset == 0
            ? "Z" : Self.offset(zone.offset, colons: colons, minutes: minutes, seconds))
      case .fraction(let digits, let trims, let mark):
        let text = String(time.nanosecond)
        var kept = Array(String(repeating: "0", count: 9 - text.count).utf8) + Array(text.utf8)
        kept = Array(kept.prefix(digits)) + Array(repeating: 0x30, count: max(0, digits - 9))
        if trims { while kept.last == 0x30 { kept.removeLast() } }
        if !kept.isEmpty { out += [mark] + kept }
      }
    }
    return out
  }

  private static func offset(
    _ offset: Int, colons: Bool, minutes: Bool, _ seconds: Bool
  ) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let size = Int(offset.magnitude)
    var text = (offset < 0 ? "-" : "+") + two(size / 3_600)
    let mark = colons ? ":" : ""
    if minutes { text += mark + two(size / 60 % 60) }
    if seconds { text += mark + two(size % 60) }
    return text
  }
}
