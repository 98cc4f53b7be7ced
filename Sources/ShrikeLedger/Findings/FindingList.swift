extension Ledger {
  /// At most so many rows are given at once.
  public static let longestPage = 1_000

  /// Findings in order, a page at a time. A page costs the same wherever in the list it is.
  ///
  /// `cursor`: the `next` of the page before. What changes in between neither repeats nor hides other rows.
  public func findings(
    _ query: FindingQuery = FindingQuery(), order: FindingOrder = .queue, cursor: String? = nil,
    limit: Int = 50, at now: Timestamp
  ) throws(LedgerError) -> FindingPage {
    let limit = max(1, min(limit, Self.longestPage))
    let start = try cursor.map { text throws(LedgerError) in try ListCursor(text, order) }
    return try database.read { (connection: any SQLConnection) throws(LedgerError) in
      var found: [(row: FindingRow, cursor: ListCursor)] = []
      for state in try self.states(query, connection, now) {
        found += try page(query, state, order, start, limit + 1, now, connection)
      }
      found.sort { $0.cursor.precedes($1.cursor, order) }
      let shown = found.prefix(limit)
      return FindingPage(
        rows: shown.map(\.row), next: found.count > limit ? shown.last?.cursor.text(order) : nil)
    }
  }

  /// How many findings there are.
  public func count(_ query: FindingQuery, at now: Timestamp) throws(LedgerError) -> Int {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      var sum = 0
      for state in try self.states(query, connection, now) {
        let condition = SQLCondition.all([
          query.condition(org, at: now, connection.dialect), state,
        ])
        sum += Int(
          try connection.number(
            "SELECT COUNT(*) FROM finding WHERE \(condition.text)", condition.values) ?? 0)
      }
      return sum
    }
  }

  /// One question for every state, so that each goes along an index. Where decisions have ended that nobody has
  /// written down yet, the state is worked out row by row.
  private func states(
    _ query: FindingQuery, _ connection: any SQLConnection, _ now: Timestamp
  ) throws(LedgerError) -> [SQLCondition] {
    guard let states = query.states else { return [SQLCondition("1 = 1")] }
    let ended = try connection.row(
      "SELECT 1 FROM finding WHERE org_id = ? AND state_until <= ? LIMIT 1",
      [.text(org), SQLValue(now)])
    guard ended != nil else {
      return states.map { SQLCondition("finding.state = ?", [.text($0)]) }
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
    _ query: FindingQuery, _ state: SQLCondition, _ order: FindingOrder, _ start: ListCursor?,
    _ limit: Int, _ now: Timestamp, _ connection: any SQLConnection
  ) throws(LedgerError) -> [(FindingRow, ListCursor)] {
    var parts = [query.condition(org, at: now, connection.dialect), state]
    if let start {
      parts.append(
        order == .queue
          ? SQLCondition(
            "(finding.weight, finding.due, finding.id) > (?, ?, ?)",
            [.integer(start.weight), .integer(start.due), .text(start.id)])
          : SQLCondition("finding.id < ?", [.text(start.id)]))
    }
    let condition = SQLCondition.all(parts)
    let sorting =
      order == .queue ? "finding.weight, finding.due, finding.id" : "finding.id DESC"
    return try connection.rows(
      """
      SELECT \(FindingRow.columns) FROM \(FindingRow.source)
      WHERE \(condition.text) ORDER BY \(sorting) LIMIT \(limit)
      """, condition.values
    ).map { row in
      (
        FindingRow(row, at: now), ListCursor(weight: row.int(7), due: row.int(13), id: row.text(0))
      )
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
    order == .queue
      ? (weight, due, id) < (other.weight, other.due, other.id) : id > other.id
  }
}
