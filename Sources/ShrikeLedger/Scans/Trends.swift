public import ShrikeModel

/// What happened on a day.
public struct TrendDay: Sendable, Hashable {
  /// Days since 1970, UTC.
  public var day: Int
  public var opened: Int
  public var reopened: Int
  public var closed: Int

  public var date: String { Timestamp(day: day).date }

  public init(day: Int, opened: Int, reopened: Int, closed: Int) {
    self.day = day
    self.opened = opened
    self.reopened = reopened
    self.closed = closed
  }
}

/// How findings stand now, for the first page and charts.
public struct Standing: Sendable, Hashable {
  /// Open ones, the worst first.
  public var openBySeverity: [(severity: Severity, count: Int)]
  public var overdue: Int
  /// By state as it is written down.
  public var byState: [String: Int]

  public static func == (a: Standing, b: Standing) -> Bool {
    a.overdue == b.overdue && a.byState == b.byState
      && a.openBySeverity.map { "\($0)" } == b.openBySeverity.map { "\($0)" }
  }
  public func hash(into hasher: inout Hasher) {
    hasher.combine(overdue)
    hasher.combine(byState)
  }
}

/// How many findings stood at the end of a day, whatever was decided about them.
public struct StandingDay: Sendable, Hashable {
  /// Days since 1970, UTC.
  public var day: Int
  public var counts: [Severity: Int]
}

extension Ledger {
  /// How many findings stood at the end of each day from `from` to `to`, both included. `owner`: only in assets that
  /// are theirs.
  public func standingDays(
    from: Int, to: Int, owner: String? = nil
  ) throws(LedgerError) -> [StandingDay] {
    guard from <= to, to - from <= 3_660 else {
      throw LedgerError(.input, "a trend takes up to ten years, from an earlier day to a later")
    }
    var parts = [SQLCondition("org_id = ? AND day <= ?", [.text(org), SQLValue(to)])]
    if let owner { parts.append(Self.assets(of: owner, org)) }
    let condition = SQLCondition.all(parts)
    return try database.read { (connection: any SQLConnection) throws(LedgerError) in
      var changes = Array(repeating: [Severity: Int](), count: to - from + 1)
      // What was before the first day is one sum for each severity.
      try connection.rows(
        """
        SELECT CASE WHEN day < ? THEN ? ELSE day END AS at, weight,
          CAST(SUM(opened + reopened - closed) AS {integer})
        FROM daily WHERE \(condition.text) GROUP BY 1, 2
        """, [SQLValue(from), SQLValue(from - 1)] + condition.values
      ) { row in
        let index = max(0, Int(row.int(0)) - from)
        changes[index][Severity(weight: row.int(1)), default: 0] += Int(row.int(2))
      }
      var counts: [Severity: Int] = [:]
      return changes.enumerated().map { index, change in
        counts.merge(change, uniquingKeysWith: +)
        return StandingDay(day: from + index, counts: counts)
      }
    }
  }

  private static func assets(of owner: String, _ org: String) -> SQLCondition {
    SQLCondition(
      "asset IN (SELECT id FROM asset WHERE org_id = ? AND owner = ?)", [.text(org), .text(owner)])
  }

  /// At most so many lives are read; those that ended last.
  public static let mostLives = 20_000

  /// How long findings that were fixed in a span of time had been open, in days, ascending, by severity.
  public func livesBySeverity(
    from: Timestamp, to: Timestamp, owner: String? = nil
  ) throws(LedgerError) -> [Severity: [Double]] {
    var parts = [
      SQLCondition(
        "org_id = ? AND closed_at >= ? AND closed_at < ? AND observed = 'absent'",
        [.text(org), SQLValue(from), SQLValue(to)])
    ]
    if let owner { parts.append(Self.assets(of: owner, org)) }
    let condition = SQLCondition.all(parts)
    return try database.read { (connection: any SQLConnection) throws(LedgerError) in
      var lives: [Severity: [Double]] = [:]
      try connection.rows(
        """
        SELECT weight, closed_at - opened_at FROM finding WHERE \(condition.text)
        ORDER BY closed_at DESC LIMIT \(Self.mostLives)
        """, condition.values
      ) { row in
        lives[Severity(weight: row.int(0)), default: []].append(
          Double(row.int(1)) / Double(Timestamp.millisecondsPerDay))
      }
      return lives.mapValues { $0.sorted() }
    }
  }

  /// What was opened, reopened and closed on each day from `from` to `to`, both included; days without events are
  /// there, too. `asset`: a name, nil for all; `owner`: only in assets that are theirs.
  public func trend(
    from: Int, to: Int, asset: String? = nil, owner: String? = nil, severity: Severity? = nil
  ) throws(LedgerError) -> [TrendDay] {
    guard from <= to, to - from <= 3_660 else {
      throw LedgerError(.input, "a trend takes up to ten years, from an earlier day to a later")
    }
    var parts = [
      SQLCondition(
        "org_id = ? AND day >= ? AND day <= ?", [.text(org), SQLValue(from), SQLValue(to)])
    ]
    if let asset {
      parts.append(
        SQLCondition(
          "asset = (SELECT id FROM asset WHERE org_id = ? AND name = ?)",
          [.text(org), .text(asset)]
        ))
    }
    if let owner { parts.append(Self.assets(of: owner, org)) }
    if let severity { parts.append(SQLCondition("weight = ?", [.integer(severity.weight)])) }
    let condition = SQLCondition.all(parts)
    return try database.read { (connection: any SQLConnection) throws(LedgerError) in
      var days = (from...to).map { TrendDay(day: $0, opened: 0, reopened: 0, closed: 0) }
      try connection.rows(
        """
        SELECT day, CAST(SUM(opened) AS {integer}), CAST(SUM(reopened) AS {integer}),
          CAST(SUM(closed) AS {integer})
        FROM daily WHERE \(condition.text) GROUP BY day
        """, condition.values
      ) { row in
        let index = Int(row.int(0)) - from
        days[index].opened = Int(row.int(1))
        days[index].reopened = Int(row.int(2))
        days[index].closed = Int(row.int(3))
      }
      return days
    }
  }

  /// How many findings are open, by severity, overdue, and in every state.
  public func standing(at now: Timestamp) throws(LedgerError) -> Standing {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      var standing = Standing(openBySeverity: [], overdue: 0, byState: [:])
      try connection.rows(
        "SELECT state, weight, COUNT(*) FROM finding WHERE org_id = ? GROUP BY state, weight ORDER BY state, weight",
        [.text(org)]
      ) { row in
        standing.byState[row.text(0), default: 0] += Int(row.int(2))
        if row.text(0) == FindingState.open.rawValue {
          standing.openBySeverity.append((Severity(weight: row.int(1)), Int(row.int(2))))
        }
      }
      standing.overdue = Int(
        try connection.number(
          "SELECT COUNT(*) FROM finding WHERE org_id = ? AND state = 'open' AND due < ?",
          [.text(org), SQLValue(now)]) ?? 0)
      return standing
    }
  }

  /// How long findings closed in a span of time had been open, in days, ascending: for a distribution.
  public func daysToFix(
    from: Timestamp, to: Timestamp
  ) throws(LedgerError) -> [Double] {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        """
        SELECT closed_at - opened_at FROM finding
        WHERE org_id = ? AND state = 'fixed' AND closed_at >= ? AND closed_at < ?
        ORDER BY closed_at - opened_at
        """, [.text(org), SQLValue(from), SQLValue(to)]
      ).map { Double($0.int(0)) / Double(Timestamp.millisecondsPerDay) }
    }
  }
}
