import ShrikeText

extension TimeLayout {
  /// An instant: seconds since 1970 and what is beyond them.
  struct Instant {
    var seconds: Int
    var nanosecond: Int
  }

  /// The instant a text tells in this layout; nil where it tells none. What the layout does not
  /// mention is 0; a zone whose name is all that is known counts as Greenwich.
  func parse(_ text: String) -> Instant? {
    var reader = TimeReader(text)
    for (index, part) in parts.enumerated() {
      let next = index + 1 < parts.count ? parts[index + 1] : nil
      guard reader.read(part, before: next) else { return nil }
    }
    return reader.isAtEnd ? reader.instant : nil
  }
}

private struct TimeReader {
  private var rest: ArraySlice<UInt8>
  private var time = Civil()
  private var month: Int?
  private var day: Int?
  private var dayOfYear: Int?
  private var isMorning = false
  private var isEvening = false
  private var offset = 0

  init(_ text: String) {
    rest = Array(text.utf8)[...]
    time.year = 0
  }

  var isAtEnd: Bool { rest.isEmpty }

  var instant: TimeLayout.Instant? {
    var time = time
    if isEvening, time.hour < 12 { time.hour += 12 }
    if isMorning, time.hour == 12 { time.hour = 0 }
    var (month, day) = (month, day)
    if let dayOfYear {
      guard dayOfYear >= 1, dayOfYear <= (CalendarDate.isLeap(time.year) ? 366 : 365) else {
        return nil
      }
      let date = Civil(
        seconds: (CalendarDate(time.year, 1, 1).daysSince1970 + dayOfYear - 1) * 86_400)
      guard month ?? date.month == date.month, day ?? date.day == date.day else { return nil }
      (month, day) = (date.month, date.day)
    }
    time.month = month ?? 1
    time.day = day ?? 1
    guard time.day >= 1, time.day <= CalendarDate.days(inMonth: time.month, of: time.year) else {
      return nil
    }
    return TimeLayout.Instant(seconds: time.seconds - offset, nanosecond: time.nanosecond)
  }

  mutating func read(_ part: TimeLayout.Part, before next: TimeLayout.Part?) -> Bool {
    switch part {
    case .text(let text): return skip(text)
    case .month:
      return assign(name(Civil.months.map { String($0.prefix(3)) }).map { $0 + 1 }, \.month)
    case .longMonth: return assign(name(Civil.months).map { $0 + 1 }, \.month)
    case .numberedMonth, .paddedMonth:
      guard let number = number(isPadded: part.isPadded), 1...12 ~= number else { return false }
      month = number
      return true
    case .weekday: return name(Civil.weekdays.map { String($0.prefix(3)) }) != nil
    case .longWeekday: return name(Civil.weekdays) != nil
    case .day, .spacedDay, .paddedDay:
      if case .spacedDay = part, rest.first == 0x20 { rest.removeFirst() }
      return assign(number(isPadded: part.isPadded), \.day)
    case .spacedDayOfYear, .paddedDayOfYear:
      if case .spacedDayOfYear = part {
        rest = rest.dropFirst(rest.prefix(2).prefix { $0 == 0x20 }.count)
      }
      let digits = rest.prefix(3).prefix { $0 &- 0x30 < 10 }
      guard !digits.isEmpty, digits.count == 3 || !part.isPadded else { return false }
      rest = rest.dropFirst(digits.count)
      return assign(decimal(digits), \.dayOfYear)
    case .hour: return within(23, number(isPadded: false), \.hour)
    case .hour12, .paddedHour12: return within(12, number(isPadded: part.isPadded), \.hour)
    case .minute, .paddedMinute: return within(59, number(isPadded: part.isPadded), \.minute)
    case .second, .paddedSecond:
      guard within(59, number(isPadded: part.isPadded), \.second) else { return false }
      if case .fraction? = next { return true }
      return readFraction(digits: nil)
    case .year:
      guard let number = signed(2) else { return false }
      time.year = number >= 69 ? number + 1_900 : number + 2_000
      return true
    case .longYear:
      guard let first = rest.first, first &- 0x30 < 10, let number = signed(4) else { return false }
      time.year = number
      return true
    case .upperHalf: return readHalf("AM", "PM")
    case .lowerHalf: return readHalf("am", "pm")
    case .zoneName: return readZoneName()
    case .zone(let hasZ, let colons, let minutes, let seconds):
      if hasZ, rest.first == UInt8(ascii: "Z") {
        rest.removeFirst()
        offset = 0
        return true
      }
      return readOffset(colons, minutes, seconds)
    case .fraction(let digits, let trims, _): return readFraction(digits: trims ? nil : digits)
    }
  }

  // MARK: pieces

  private mutating func skip(_ text: [UInt8]) -> Bool {
    var wanted = text[...]
    while let byte = wanted.first {
      if byte == 0x20 {
        guard rest.isEmpty || rest.first == 0x20 else { return false }
        wanted = wanted.drop { $0 == 0x20 }
        rest = rest.drop { $0 == 0x20 }
      } else {
        guard rest.first == byte else { return false }
        wanted.removeFirst()
        rest.removeFirst()
      }
    }
    return true
  }

  private mutating func assign(_ value: Int?, _ field: WritableKeyPath<TimeReader, Int?>) -> Bool {
    guard let value else { return false }
    self[keyPath: field] = value
    return true
  }

  private mutating func within(
    _ limit: Int, _ value: Int?, _ field: WritableKeyPath<Civil, Int>
  ) -> Bool {
    guard let value, value <= limit else { return false }
    time[keyPath: field] = value
    return true
  }

  /// One digit or two; always two where it is padded.
  private mutating func number(isPadded: Bool) -> Int? {
    let digits = rest.prefix(2).prefix { $0 &- 0x30 < 10 }
    guard !digits.isEmpty, digits.count == 2 || !isPadded else { return nil }
    rest = rest.dropFirst(digits.count)
    return decimal(digits)
  }

  private func decimal(_ digits: some Sequence<UInt8>) -> Int {
    digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }

  private mutating func signed(_ width: Int) -> Int? {
    guard rest.count >= width else { return nil }
    defer { rest = rest.dropFirst(width) }
    return Int(String(decoding: rest.prefix(width), as: UTF8.self))
  }

  private mutating func name(_ names: [String]) -> Int? {
    for (index, name) in names.enumerated()
    where rest.count >= name.utf8.count
      && zip(rest, name.utf8).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
    {
      rest = rest.dropFirst(name.utf8.count)
      return index
    }
    return nil
  }

  private mutating func readHalf(_ morning: String, _ evening: String) -> Bool {
    if rest.starts(with: evening.utf8) {
      isEvening = true
    } else if rest.starts(with: morning.utf8) {
      isMorning = true
    } else {
      return false
    }
    rest = rest.dropFirst(2)
    return true
  }

  /// A given number of digits, or as many as there are, also none.
  private mutating func readFraction(digits: Int?) -> Bool {
    let hasMark = rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",")
    let available = rest.dropFirst().prefix { $0 &- 0x30 < 10 }
    if let digits {
      guard hasMark, available.count >= digits else { return false }
    } else if !hasMark || available.isEmpty {
      return true
    }
    let taken = available.prefix(digits ?? available.count)
    let kept = taken.prefix(9)
    time.nanosecond =
      decimal(kept)
      * [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000][
        9 - kept.count]
    rest = rest.dropFirst(taken.count + 1)
    return true
  }

  private mutating func readOffset(_ colons: Bool, _ minutes: Bool, _ seconds: Bool) -> Bool {
    guard let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return false
    }
    rest.removeFirst()
    var total = 0
    for (unit, limit, isWanted) in [(3_600, 24, true), (60, 60, minutes), (1, 60, seconds)]
    where isWanted {
      if colons, unit < 3_600 {
        guard rest.first == UInt8(ascii: ":") else { return false }
        rest.removeFirst()
      }
      guard let value = number(isPadded: true), value <= limit else { return false }
      total += value * unit
    }
    offset = sign == UInt8(ascii: "-") ? -total : total
    return true
  }

  private mutating func readZoneName() -> Bool {
    if rest.starts(with: "UTC".utf8) {
      rest = rest.dropFirst(3)
      return true
    }
    guard rest.count >= 3 else { return false }
    if rest.starts(with: "ChST".utf8) || rest.starts(with: "MeST".utf8) {
      rest = rest.dropFirst(4)
      return true
    }
    if rest.starts(with: "GMT".utf8) {
      rest = rest.dropFirst(3)
      if let hours = readHours() { offset = hours * 3_600 }
      return true
    }
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
      return readHours() != nil
    }
    let letters = rest.prefix(6).prefix { $0 &- 0x41 < 26 }
    switch letters.count {
    case 3: break
    case 4:
      guard letters.last == UInt8(ascii: "T") || letters.elementsEqual("WITA".utf8) else {
        return false
      }
    case 5: guard letters.last == UInt8(ascii: "T") else { return false }
    default: return false
    }
    rest = rest.dropFirst(letters.count)
    return true
  }

  /// `+5` behind a zone's name.
  private mutating func readHours() -> Int? {
    guard let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return nil
    }
    let digits = rest.dropFirst().prefix { $0 &- 0x30 < 10 }
    guard !digits.isEmpty, digits.count < 10, decimal(digits) <= 23 else { return nil }
    rest = rest.dropFirst(digits.count + 1)
    return sign == UInt8(ascii: "-") ? -decimal(digits) : decimal(digits)
  }
}

extension TimeLayout.Part {
  fileprivate var isPadded: Bool {
    switch self {
    case .paddedMonth, .paddedDay, .paddedDayOfYear, .paddedHour12, .paddedMinute, .paddedSecond:
      true
    default: false
    }
  }
}
