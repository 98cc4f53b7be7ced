/// Somebody whom findings can belong to.
public struct PersonEntry: Sendable, Hashable {
  public var id: String
  public var name: String
  public var isActive: Bool
}

/// A team and who is in it.
public struct TeamEntry: Sendable, Hashable {
  public var id: String
  public var name: String
  /// Ids of people.
  public var members: [String]
}

extension Ledger {
  /// People and machines that are known, by id; `activeOnly`: those who can still act.
  public func people(
    activeOnly: Bool = false, limit: Int = 1_000
  ) throws(LedgerError) -> [PersonEntry] {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        """
        SELECT id, name, active FROM person
        WHERE org_id = ?\(activeOnly ? " AND active = 1" : "") ORDER BY id
        LIMIT \(max(1, min(limit, 5_000)))
        """, [.text(org)]
      ).map { PersonEntry(id: $0.text(0), name: $0.text(1), isActive: $0.int(2) == 1) }
    }
  }

  /// Nil: nobody of that id is known.
  public func person(_ id: String) throws(LedgerError) -> PersonEntry? {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.row(
        "SELECT id, name, active FROM person WHERE org_id = ? AND id = ?", [.text(org), .text(id)]
      ).map { PersonEntry(id: $0.text(0), name: $0.text(1), isActive: $0.int(2) == 1) }
    }
  }

  /// Teams by name.
  public func teams() throws(LedgerError) -> [TeamEntry] {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      var members: [String: [String]] = [:]
      try connection.rows(
        """
        SELECT DISTINCT team, person FROM membership
        WHERE org_id = ? AND team <> '' ORDER BY team, person
        """, [.text(org)]
      ) { members[$0.text(0), default: []].append($0.text(1)) }
      return try connection.rows(
        "SELECT id, name FROM team WHERE org_id = ? ORDER BY name, id LIMIT 1000", [.text(org)]
      ).map {
        TeamEntry(id: $0.text(0), name: $0.text(1), members: members[$0.text(0)] ?? [])
      }
    }
  }

  /// Products by id, for names.
  public func productNames() throws(LedgerError) -> [String: String] {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      var names: [String: String] = [:]
      try connection.rows("SELECT id, name FROM product WHERE org_id = ?", [.text(org)]) {
        names[$0.text(0)] = $0.text(1)
      }
      return names
    }
  }

  /// How many open findings each owner has, and how many of them are overdue.
  public func openByOwner(
    at now: Timestamp
  ) throws(LedgerError) -> [String: (open: Int, overdue: Int)] {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      var counts: [String: (open: Int, overdue: Int)] = [:]
      try connection.rows(
        """
        SELECT owner, COUNT(*), CAST(SUM(CASE WHEN due < ? THEN 1 ELSE 0 END) AS {integer})
        FROM finding WHERE org_id = ? AND owner IS NOT NULL AND state = 'open' GROUP BY owner
        """, [SQLValue(now), .text(org)]
      ) { counts[$0.text(0)] = (Int($0.int(1)), Int($0.int(2))) }
      return counts
    }
  }
}
