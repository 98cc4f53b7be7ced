import Glibc
import ShrikeText

/// When a place's clocks change, read from a file of the zone database (RFC 9636).
struct ZoneRules: Sendable {
  struct Period: Sendable {
    /// Seconds east of Greenwich.
    var offset = 0
    var isDaylight = false
    var name = "UTC"
    /// Seconds since 1970; `Int.min` and `Int.max` where there is no bound.
    var start = Int.min
    var end = Int.max
  }

  static let utc = ZoneRules(kinds: [Period()], changes: [], last: nil)

  private let kinds: [Period]
  private let changes: [(start: Int, kind: Int)]
  /// What holds after the last change.
  private let last: YearlyRule?

  private init(kinds: [Period], changes: [(start: Int, kind: Int)], last: YearlyRule?) {
    self.kinds = kinds
    self.changes = changes
    self.last = last
  }

  // MARK: reading

  /// A zone file has a few kilobytes.
  static let sizeLimit = 1 << 20

  /// A zone by its name in the database; nil where there is none of it.
  static func named(_ name: String, in folder: String) -> ZoneRules? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.isEmpty, name.utf8.count < 256, !name.contains("\\"), !name.utf8.contains(0),
      parts.allSatisfy({ !$0.isEmpty && $0 != ".." && $0 != "." })
    else { return nil }
    return at(path: folder + "/" + name)
  }

  static func at(path: String) -> ZoneRules? {
    guard let file = fopen(path, "rbe") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: sizeLimit)
    let count = fread(&bytes, 1, bytes.count, file)
    guard count > 0, count < sizeLimit else { return nil }
    return ZoneRules(file: Array(bytes[..<count]))
  }

  init?(file bytes: [UInt8]) {
    var reader = ZoneFile(bytes)
    guard var header = reader.header() else { return nil }
    if header.version > 1 {
      // The second part says the same with 64 bits.
      guard reader.skip(header.size(4)), let wide = reader.header() else { return nil }
      header = wide
    }
    let width = header.version > 1 ? 8 : 4
    guard header.types > 0, reader.has(header.size(width)) else { return nil }
    let starts = (0..<header.times).map { _ in reader.number(width) }
    let which = (0..<header.times).map { _ in reader.number(1) & 0xFF }
    let types = (0..<header.types).map { _ in
      (offset: reader.number(4), isDaylight: reader.number(1) != 0, name: reader.number(1) & 0xFF)
    }
    let names = reader.bytes(header.letters)
    guard which.allSatisfy({ $0 < header.types }) else { return nil }
    kinds = types.map { type in
      let name = names.dropFirst(type.name).prefix { $0 != 0 }
      return Period(
        offset: type.offset, isDaylight: type.isDaylight,
        name: String(decoding: name, as: UTF8.self))
    }
    changes = zip(starts, which).map { (start: $0, kind: $1) }
    _ = reader.skip(header.leaps * (width + 4) + header.standards + header.universals)
    last = header.version > 1 ? YearlyRule(reader.footer()) : nil
  }

  // MARK: asking

  func period(at seconds: Int) -> Period {
    guard let first = changes.first, seconds >= first.start else {
      var period = kinds[firstKind]
      period.end = changes.first?.start ?? Int.max
      if changes.isEmpty, let last { return last.period(at: seconds) }
      return period
    }
    var (low, high) = (0, changes.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if seconds < changes[middle].start { high = middle } else { low = middle }
    }
    if low == changes.count - 1, let last { return last.period(at: seconds) }
    var period = kinds[changes[low].kind]
    period.start = changes[low].start
    period.end = low + 1 < changes.count ? changes[low + 1].start : Int.max
    return period
  }

  /// Before the first change: the first kind that no change leads to, or else standard time.
  private var firstKind: Int {
    if !changes.contains(where: { $0.kind == 0 }) { return 0 }
    if let first = changes.first, kinds[first.kind].isDaylight {
      for kind in (0..<first.kind).reversed() where !kinds[kind].isDaylight { return kind }
    }
    return kinds.firstIndex { !$0.isDaylight } ?? 0
  }

  /// Seconds since 1970 at which the clocks here show so much. Of a time that is shown twice the
  /// first; one that is never shown counts with the offset before the change or after it, as Go has it.
  func instant(showing clock: Int) -> Int {
    let guess = period(at: clock)
    let instant = clock - guess.offset
    if instant >= guess.start, instant < guess.end { return instant }
    return clock - period(at: instant).offset
  }
}

/// A zone file's bytes in order. What is beyond the end reads as zero; `has` is asked before.
private struct ZoneFile {
  struct Header {
    let version: Int
    let universals: Int
    let standards: Int
    let leaps: Int
    let times: Int
    let types: Int
    let letters: Int

    func size(_ width: Int) -> Int {
      times * (width + 1) + types * 6 + letters + leaps * (width + 4) + standards + universals
    }
  }

  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func has(_ count: Int) -> Bool { count <= bytes.count - at }

  mutating func skip(_ count: Int) -> Bool {
    guard has(count) else { return false }
    at += count
    return true
  }

  mutating func number(_ width: Int) -> Int {
    var value: UInt64 = 0
    for _ in 0..<width {
      value = value << 8 | UInt64(at < bytes.count ? bytes[at] : 0)
      at += 1
    }
    return width == 4
      ? Int(Int32(truncatingIfNeeded: value)) : Int(Int64(truncatingIfNeeded: value))
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    defer { at += count }
    return Array(bytes.dropFirst(at).prefix(count))
  }

  mutating func header() -> Header? {
    guard has(44), bytes(4) == Array("TZif".utf8) else { return nil }
    let version = bytes(16)[0]
    let counts = (0..<6).map { _ in number(4) }
    guard counts.allSatisfy({ $0 >= 0 && $0 <= bytes.count }) else { return nil }
    return Header(
      version: version >= UInt8(ascii: "2") ? 2 : 1, universals: counts[0], standards: counts[1],
      leaps: counts[2], times: counts[3], types: counts[4], letters: counts[5])
  }

  /// The line at the end.
  func footer() -> String {
    guard at < bytes.count, bytes[at] == 0x0A else { return "" }
    return String(decoding: bytes[(at + 1)...].prefix { $0 != 0x0A }, as: UTF8.self)
  }
}

/// `EST5EDT,M3.2.0,M11.1.0`: a rule for every year (POSIX, chapter 8.3, and RFC 9636).
private struct YearlyRule: Sendable {
  private struct Day: Sendable {
    enum Kind: Sendable { case julian, ofYear, ofMonth }
    var kind: Kind
    var day: Int
    var week = 0
    var month = 0
    /// Seconds after midnight, by the clock that is then changed.
    var time = 7_200
  }

  private let standard: ZoneRules.Period
  private let daylight: (period: ZoneRules.Period, start: Day, end: Day)?

  init?(_ text: String) {
    var scanner = Scanner(text)
    guard let name = scanner.name(), let offset = scanner.offset() else { return nil }
    standard = ZoneRules.Period(offset: -offset, isDaylight: false, name: name)
    guard !scanner.isAtEnd else {
      daylight = nil
      return
    }
    guard let summer = scanner.name() else { return nil }
    var summerOffset = -offset + 3_600
    if !scanner.isAtEnd, !scanner.sees(",") {
      guard let own = scanner.offset() else { return nil }
      summerOffset = -own
    }
    if scanner.isAtEnd { scanner = Scanner(",M3.2.0,M11.1.0") }
    guard scanner.take(","), let start = scanner.day(), scanner.take(","), let end = scanner.day(),
      scanner.isAtEnd
    else { return nil }
    daylight = (
      ZoneRules.Period(offset: summerOffset, isDaylight: true, name: summer), start, end
    )
  }

  func period(at seconds: Int) -> ZoneRules.Period {
    guard let daylight else { return standard }
    let year = Civil(seconds: seconds).year
    let yearStart = CalendarDate(year, 1, 1).daysSince1970 * 86_400
    var start = Self.seconds(daylight.start, year) - standard.offset
    var end = Self.seconds(daylight.end, year) - daylight.period.offset
    var (inside, outside) = (daylight.period, standard)
    if end < start { (start, end, inside, outside) = (end, start, outside, inside) }
    let time = seconds - yearStart
    if time < start {
      (outside.start, outside.end) = (yearStart, yearStart + start)
      return outside
    }
    if time >= end {
      (outside.start, outside.end) = (
        yearStart + end, yearStart + (CalendarDate.isLeap(year) ? 366 : 365) * 86_400
      )
      return outside
    }
    (inside.start, inside.end) = (yearStart + start, yearStart + end)
    return inside
  }

  private static func seconds(_ day: Day, _ year: Int) -> Int {
    switch day.kind {
    case .julian:
      let leap = CalendarDate.isLeap(year) && day.day >= 60 ? 1 : 0
      return (day.day - 1 + leap) * 86_400 + day.time
    case .ofYear: return day.day * 86_400 + day.time
    case .ofMonth:
      let first = CalendarDate(year, day.month, 1).daysSince1970
      var offset = floorDivision(day.day - floorDivision(first + 4, 7).rest, 7).rest
      var week = 1
      while week < day.week, offset + 7 < CalendarDate.days(inMonth: day.month, of: year) {
        offset += 7
        week += 1
      }
      return (first + offset - CalendarDate(year, 1, 1).daysSince1970) * 86_400 + day.time
    }
  }

  private struct Scanner {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    var isAtEnd: Bool { rest.isEmpty }
    func sees(_ mark: Character) -> Bool { rest.first == mark.asciiValue }
    mutating func take(_ mark: Character) -> Bool {
      guard sees(mark) else { return false }
      rest.removeFirst()
      return true
    }

    mutating func name() -> String? {
      if take("<") {
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        defer { rest = rest[rest.index(after: end)...] }
        return String(Substring(rest[..<end]))
      }
      let name = rest.prefix { ($0 | 0x20) &- 0x61 < 26 }
      guard name.count >= 3 else { return nil }
      rest = rest[name.endIndex...]
      return String(Substring(name))
    }

    mutating func number(upTo limit: Int) -> Int? {
      let digits = rest.prefix { $0 &- 0x30 < 10 }
      guard digits.count <= 4, let value = Int(Substring(digits)), value <= limit else {
        return nil
      }
      rest = rest[digits.endIndex...]
      return value
    }

    /// `[+-]hh[:mm[:ss]]`; hours up to a week.
    mutating func offset() -> Int? {
      let isNegative = take("-")
      if !isNegative { _ = take("+") }
      guard var seconds = number(upTo: 24 * 7).map({ $0 * 3_600 }) else { return nil }
      for unit in [60, 1] where take(":") {
        guard let part = number(upTo: 59) else { return nil }
        seconds += part * unit
      }
      return isNegative ? -seconds : seconds
    }

    mutating func day() -> Day? {
      var day: Day
      if take("J") {
        guard let number = number(upTo: 365), number > 0 else { return nil }
        day = Day(kind: .julian, day: number)
      } else if take("M") {
        guard let month = number(upTo: 12), month > 0, take("."), let week = number(upTo: 5),
          week > 0, take("."), let weekday = number(upTo: 6)
        else { return nil }
        day = Day(kind: .ofMonth, day: weekday, week: week, month: month)
      } else {
        guard let number = number(upTo: 365) else { return nil }
        day = Day(kind: .ofYear, day: number)
      }
      if take("/") {
        guard let time = offset() else { return nil }
        day.time = time
      }
      return day
    }
  }
}
