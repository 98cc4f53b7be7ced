/// Where a finding is worked on, outside.
public struct TicketRow: Sendable, Hashable {
  /// `jira`
  public var system: String
  /// `SEC-12`
  public var reference: String
  public var url: String
  public var status: String
}

extension Ledger {
  /// The findings of these ids that there are, in the order of the ids.
  public func findings(
    ids: [String], at now: Timestamp
  ) throws(LedgerError) -> [FindingRow] {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try findings(ids: ids, connection, at: now)
    }
  }

  func findings(
    ids: [String], _ connection: any SQLConnection, at now: Timestamp
  ) throws(LedgerError) -> [FindingRow] {
    var rows: [String: FindingRow] = [:]
    // SQLite takes 32,766 values in a statement; fewer are planned sooner.
    for start in stride(from: 0, to: ids.count, by: 500) {
      let part = ids[start..<min(ids.count, start + 500)]
      let marks = part.map { _ in "?" }.joined(separator: ", ")
      try connection.rows(
        """
        SELECT \(FindingRow.columns) FROM \(FindingRow.source)
        WHERE finding.org_id = ? AND finding.id IN (\(marks))
        """, [.text(org)] + part.map { .text($0) }
      ) { rows[$0.text(0)] = FindingRow($0, at: now) }
    }
    return ids.distinct.compactMap { rows[$0] }
  }

  /// Where a finding is worked on.
  public func tickets(of finding: String) throws(LedgerError) -> [TicketRow] {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        """
        SELECT system, reference, url, status FROM ticket
        WHERE org_id = ? AND finding = ? ORDER BY at, id
        """, [.text(org), .text(finding)]
      ).map {
        TicketRow(
          system: $0.text(0), reference: $0.text(1), url: $0.text(2), status: $0.text(3))
      }
    }
  }

  /// The day on which the next open finding is due; nil: none is.
  public func nextDue(after time: Timestamp) throws(LedgerError) -> Timestamp? {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      // By severity, so that each goes along the index of the queue.
      var next: Int64?
      for weight in Int64(0)...4 {
        let due = try connection.number(
          """
          SELECT MIN(due) FROM finding
          WHERE org_id = ? AND state = 'open' AND weight = ? AND due >= ?
          """, [.text(org), .integer(weight), SQLValue(time)])
        if let due { next = min(next ?? due, due) }
      }
      return next.map { Timestamp(milliseconds: $0) }.flatMap { $0 == .never ? nil : $0 }
    }
  }
}
