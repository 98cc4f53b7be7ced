import ShrikeText

/// Instants as nanoseconds since 1970, in any time zone.
let timeBuiltins: [Builtin] = [
  Builtin("time.now_ns", 0, isVolatile: true) { _, context in Value(Int(context.now)) },
  Builtin("time.parse_ns", 2) { a, _ throws(BuiltinError) in
    try nanoseconds(TimeLayout.asked(try a.text(0)), try a.text(1))
  },
  Builtin("time.parse_rfc3339_ns", 1) { a, _ throws(BuiltinError) in
    try nanoseconds(TimeLayout.asked("RFC3339"), try a.text(0))
  },
  Builtin("time.parse_duration_ns", 1) { a, _ throws(BuiltinError) in
    let text = try a.text(0)
    guard let duration = nanoseconds(ofDuration: text) else {
      throw .failure("time: invalid duration \(a[0].regoText)")
    }
    return Value(duration)
  },
  Builtin("time.format", 1) { a, context throws(BuiltinError) in
    let moment = try Moment(a, 0, context)
    let layout = TimeLayout.asked(moment.layout.isEmpty ? "RFC3339Nano" : moment.layout)
    return Value(utf8: layout.text(of: moment.clock, in: moment.period))
  },
  Builtin("time.date", 1) { a, context throws(BuiltinError) in
    let clock = try Moment(a, 0, context).clock
    return Value(array: [clock.year, clock.month, clock.day].map { Value($0) })
  },
  Builtin("time.clock", 1) { a, context throws(BuiltinError) in
    let clock = try Moment(a, 0, context).clock
    return Value(array: [clock.hour, clock.minute, clock.second].map { Value($0) })
  },
  Builtin("time.weekday", 1) { a, context throws(BuiltinError) in
    Value(Civil.weekdays[try Moment(a, 0, context).clock.weekday])
  },
  Builtin("time.add_date", 4) { a, context throws(BuiltinError) in
    let moment = try Moment(a, 0, context)
    var clock = moment.clock
    let (years, months, days) = (try a.int(1), try a.int(2), try a.int(3))
    // Farther than any of them leads no way back.
    let limit = 100_000_000
    guard years.magnitude < limit, months.magnitude < limit, days.magnitude < limit * 100 else {
      throw outOfRange
    }
    clock.year += years
    clock.month += months
    clock.day += days
    return try nanoseconds(moment.zone.instant(showing: clock.seconds), clock.nanosecond)
  },
  Builtin("time.diff", 2) { a, context throws(BuiltinError) in
    let first = try Moment(a, 0, context)
    let second = try Moment(a, 1, context).moved(to: first.zone)
    let isOrdered = first.nanoseconds <= second.nanoseconds
    return difference(
      isOrdered ? first.clock : second.clock, isOrdered ? second.clock : first.clock)
  },
]

private let outOfRange = BuiltinError.failure("time outside of valid range")

private func nanoseconds(_ layout: TimeLayout, _ text: String) throws(BuiltinError) -> Value {
  guard let instant = layout.parse(text) else {
    throw .failure("parsing time \(Value(text).regoText): it is not in the layout")
  }
  return try nanoseconds(instant.seconds, instant.nanosecond)
}

private func nanoseconds(_ seconds: Int, _ rest: Int) throws(BuiltinError) -> Value {
  // Counted from the second that is nearer to 1970, so that the first instants do not overflow.
  let (whole, part) = seconds < 0 ? (seconds + 1, rest - 1_000_000_000) : (seconds, rest)
  let (product, over) = whole.multipliedReportingOverflow(by: 1_000_000_000)
  let (sum, overflow) = product.addingReportingOverflow(part)
  guard !over, !overflow else { throw outOfRange }
  return Value(sum)
}

/// An argument that is an instant, or `[instant, zone]`, or `[instant, zone, layout]`.
private struct Moment {
  let nanoseconds: Int
  let zone: ZoneRules
  let period: ZoneRules.Period
  let clock: Civil
  let layout: String

  init(_ a: Arguments, _ index: Int, _ context: BuiltinContext) throws(BuiltinError) {
    let parts = a[index].array?.elements ?? [a[index]]
    guard let first = parts.first, first.isNumber else {
      throw .type(
        "operand 1 must be either number (ns) or [number (ns), string (tz)] but got \(a[index].typeName)"
      )
    }
    guard let big = first.big, let nanoseconds = Int(exactly: big) else {
      throw .failure("timestamp too big")
    }
    var zone = ZoneRules.utc
    if parts.count > 1 {
      guard let name = parts[1].string else {
        throw .type("operand 1 must be string but got \(parts[1].typeName)")
      }
      guard let known = context.zone(name) else { throw .failure("unknown time zone \(name)") }
      zone = known
    }
    if parts.count > 2, parts[2].kind != .string {
      throw .type("operand 1 must be string but got \(parts[2].typeName)")
    }
    self.init(nanoseconds, zone, layout: parts.count > 2 ? parts[2].string ?? "" : "")
  }

  private init(_ nanoseconds: Int, _ zone: ZoneRules, layout: String) {
    self.nanoseconds = nanoseconds
    self.zone = zone
    self.layout = layout
    let (seconds, rest) = floorDivision(nanoseconds, 1_000_000_000)
    period = zone.period(at: seconds)
    clock = Civil(seconds: seconds + period.offset, nanosecond: rest)
  }

  func moved(to zone: ZoneRules) -> Moment { Moment(nanoseconds, zone, layout: layout) }
}

/// Years, months, days, hours, minutes and seconds between two clocks, as people count them.
private func difference(_ from: Civil, _ to: Civil) -> Value {
  var parts = [
    to.year - from.year, to.month - from.month, to.day - from.day, to.hour - from.hour,
    to.minute - from.minute, to.second - from.second,
  ]
  let sizes = [0, 12, CalendarDate.days(inMonth: from.month, of: from.year), 24, 60, 60]
  for place in (1..<6).reversed() where parts[place] < 0 {
    parts[place] += sizes[place]
    parts[place - 1] -= 1
  }
  return Value(array: parts.map { Value($0) })
}

/// Zones that were asked for, those that do not exist among them.
final class ZoneCache {
  /// The database has some six hundred names.
  private static let capacity = 1_024
  private var known: [String: ZoneRules?] = [:]

  func zone(_ name: String, in folder: String) -> ZoneRules? {
    if let known = known[name] { return known }
    if known.count >= Self.capacity { known.removeAll() }
    let zone =
      name == "Local"
      ? ZoneRules.at(path: "/etc/localtime") ?? .utc : ZoneRules.named(name, in: folder)
    known[name] = .some(zone)
    return zone
  }
}

extension BuiltinContext {
  func zone(_ name: String) -> ZoneRules? {
    name.isEmpty || name == "UTC" ? .utc : zones.zone(name, in: zoneFolder)
  }
}
