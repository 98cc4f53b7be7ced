extension Ledger {
  /// At most so many rows are given at once.
  public static let longestPage = 1_000

  /// Findings in order, a page at a time. A page costs the same wherever in the list it is.
  ///
  /// `cursor`: the `next` of the page before. What changes in between neither repeats nor hides other rows.
  /// `since`: only those that came here from then on.
  public func findings(
    _ query: FindingQuery = FindingQuery(), order: FindingOrder = .queue, cursor: String? = nil,
    since: Timestamp? = nil, limit: Int = 50, at now: Timestamp
  ) throws(LedgerError) -> FindingPage {
    let limit = max(1, min(limit, Self.longestPage))
    let start = try cursor.map { text throws(LedgerError) in try ListCursor(text, order) }
    return try database.read { (connection: any SQLConnection) throws(LedgerError) in
      let search = try WordSearch(query, many: WordSearch.manyForPage, connection)
      var found: [(row: FindingRow, cursor: ListCursor)] = []
      for state in try self.states(query, connection, now, isLoose: search.isRare) {
        let condition = SQLCondition.all([
          query.condition(org, at: now, search, isLoose: search.isRare), state, Self.came(since),
        ])
        found += try page(condition, order, start, limit + 1, now, connection)
      }
      found.sort { $0.cursor.precedes($1.cursor, order) }
      let shown = found.prefix(limit)
      return FindingPage(
        rows: shown.map(\.row), next: found.count > limit ? shown.last?.cursor.text(order) : nil)
    }
  }

  /// How many findings there are.
  ///
  /// `atMost`: counting ends there, so that a number nobody reads to its last digit costs little. `since`: only those
  /// that came here from then on; `before`: only those that came before.
  public func count(
    _ query: FindingQuery, atMost: Int? = nil, since: Timestamp? = nil, before: Timestamp? = nil,
    at now: Timestamp
  ) throws(LedgerError) -> Int {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      let search = try WordSearch(query, many: WordSearch.manyForCount, connection)
      var sum = 0
      for state in try self.states(query, connection, now, isLoose: search.isIndexed) {
        let condition = SQLCondition.all([
          query.condition(org, at: now, search, isLoose: search.isIndexed), state,
          Self.came(since), Self.came(before: before),
        ])
        let end = atMost.map { " LIMIT \(max(0, $0 - sum))" } ?? ""
        sum += Int(
          try connection.number(
            "SELECT COUNT(*) FROM (SELECT 1 FROM finding WHERE \(condition.text)\(end)) counted",
            condition.values) ?? 0)
      }
      return sum
    }
  }

  private static func came(before: Timestamp?) -> SQLCondition {
    before.map { SQLCondition("finding.id < ?", [.text(ULIDSource.first(at: $0))]) }
      ?? SQLCondition("1 = 1")
  }

  /// A finding's id begins with the time it came.
  private static func came(_ since: Timestamp?) -> SQLCondition {
    since.map { SQLCondition("finding.id >= ?", [.text(ULIDSource.first(at: $0))]) }
      ?? SQLCondition("1 = 1")
  }

  /// One question for every state, so that each goes along an index. Where decisions have ended that nobody has
  /// written down yet, the state is worked out row by row.
  private func states(
    _ query: FindingQuery, _ connection: any SQLConnection, _ now: Timestamp, isLoose: Bool
  ) throws(LedgerError) -> [SQLCondition] {
    guard let states = query.states else { return [SQLCondition("1 = 1")] }
    let ended = try connection.row(
      "SELECT 1 FROM finding WHERE org_id = ? AND state_until <= ? LIMIT 1",
      [.text(org), SQLValue(now)])
    guard ended != nil else {
      return states.map {
        SQLCondition("\(isLoose ? "{loose}" : "")finding.state = ?", [.text($0)])
      }
    }
    guard !states.isEmpty else { return [] }
    let marks = states.map { _ in "?" }.joined(separator: ", ")
    return [
      SQLCondition(
        "\(FindingState.expression) IN (\(marks))",
        [SQLValue(now), SQLValue(now)] + states.map { .text($0) })
    ]
  }

  private func page(
    _ condition: SQLCondition, _ order: FindingOrder, _ start: ListCursor?, _ limit: Int,
    _ now: Timestamp, _ connection: any SQLConnection
  ) throws(LedgerError) -> [(FindingRow, ListCursor)] {
    let condition = SQLCondition.all([condition] + (start.map { [$0.condition(order)] } ?? []))
    return try connection.rows(
      """
      SELECT \(FindingRow.columns) FROM \(FindingRow.source)
      WHERE \(condition.text) ORDER BY \(order.sorting) LIMIT \(limit)
      """, condition.values
    ).map { row in
      (
        FindingRow(row, at: now), ListCursor(weight: row.int(7), due: row.int(13), id: row.text(0))
      )
    }
  }
}

extension FindingOrder {
  fileprivate var sorting: String {
    switch self {
    case .queue: "finding.weight, finding.due, finding.id"
    case .newest: "finding.id DESC"
    case .due: "finding.due, finding.weight, finding.id"
    }
  }
}

/// Where a page ends.
struct ListCursor: Sendable, Hashable {
  var weight: Int64
  var due: Int64
  var id: String

  init(weight: Int64, due: Int64, id: String) {
    self.weight = weight
    self.due = due
    self.id = id
  }

  init(_ text: String, _ order: FindingOrder) throws(LedgerError) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == order.rawValue, let weight = Int64(parts[1]),
      let due = Int64(parts[2]), ULIDSource.isULID(String(parts[3]))
    else {
      throw LedgerError(
        .input, "'\(text.prefix(80))' is no place in this list",
        help: "begin without a cursor")
    }
    self.init(weight: weight, due: due, id: String(parts[3]))
  }

  func text(_ order: FindingOrder) -> String { "\(order.rawValue).\(weight).\(due).\(id)" }

  func precedes(_ other: ListCursor, _ order: FindingOrder) -> Bool {
    switch order {
    case .queue: (weight, due, id) < (other.weight, other.due, other.id)
    case .newest: id > other.id
    case .due: (due, weight, id) < (other.due, other.weight, other.id)
    }
  }

  /// What comes behind it.
  func condition(_ order: FindingOrder) -> SQLCondition {
    switch order {
    case .queue:
      SQLCondition(
        "(finding.weight, finding.due, finding.id) > (?, ?, ?)",
        [.integer(weight), .integer(due), .text(id)])
    case .newest: SQLCondition("finding.id < ?", [.text(id)])
    case .due:
      SQLCondition(
        "(finding.due, finding.weight, finding.id) > (?, ?, ?)",
        [.integer(due), .integer(weight), .text(id)])
    }
  }
}
