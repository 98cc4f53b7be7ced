import HTTPTypes
import ShrikeLedger
import ShrikeModel

/// Within how many days findings are to be settled.
enum DeadlineRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/deadlines", .right(.read, .organisation),
      "Days to settle findings within; a number that is missing is no deadline.",
      replies: [.json("the deadlines", shape)], get),
    Route(
      .put, "/api/v1/deadlines", .right(.administer, .organisation),
      "Set all deadlines; due dates of open findings follow at once.",
      body: .json(parameters), replies: [.json("as they are now", shape)], put),
  ]

  /// `usualCritical`, …: days of a group of assets and a severity.
  static let names = Deadlines.Group.allCases.flatMap { group in
    Severity.allCases.map { (name: name(group, $0), group: group, severity: $0) }
  }

  static func name(_ group: Deadlines.Group, _ severity: Severity) -> String {
    let word = severity.rawValue
    return group.rawValue + word.prefix(1).uppercased() + word.dropFirst()
  }

  static let parameters = names.map { name, group, severity in
    Parameter(name, .integer(Deadlines.range), "Days; none without it.")
  }

  private static let shape = Shape<Deadlines>.object(
    "Deadlines",
    "Days by group and severity: usual, assets of critical, high and low criticality, and weaknesses known to be exploited.",
    names.map { name, group, severity in .integer(ifAny: name) { $0[group][severity] } })

  static func tag(_ deadlines: Deadlines) -> String {
    let text = names.map { deadlines[$0.group][$0.severity].map { String($0) } ?? "" }
      .joined(separator: ",")
    return "\"\(ScanRecord.digest(Array(text.utf8)).prefix(16))\""
  }

  /// What a request sets.
  static func deadlines(_ given: Given) -> Deadlines {
    var deadlines = Deadlines()
    for (name, group, severity) in names { deadlines[group][severity] = given.integer(name) }
    return deadlines
  }

  private static func get(_ call: Call) async throws(Problem) -> Answer {
    let deadlines = try await call.ledger { try $0.deadlines() }
    return .json(deadlines, shape).tagged(tag(deadlines), call)
  }

  private static func put(_ call: Call) async throws(Problem) -> Answer {
    let (actor, now, new) = (try call.me.actor, call.now, deadlines(call.given))
    try await call.ledger { ledger in
      let known = try ledger.deadlines()
      try call.requireMatch(tag(known))
      try ledger.set(new, replacing: known, by: actor, at: now)
    }
    return .json(new, shape).tagged(tag(new), call)
  }
}
