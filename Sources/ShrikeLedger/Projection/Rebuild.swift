extension Ledger {
  /// So many events are read at once.
  private static let page = 5_000

  /// Makes every table anew from the events of all organisations, in one transaction.
  ///
  /// The tables are equal before and after, byte for byte, unless somebody changed them by hand.
  public func rebuild() throws(LedgerError) {
    try database.reaching(.everything).write {
      (connection: any SQLConnection) throws(LedgerError) in
      try connection.lockSchema()
      for table in Schema.projections { try connection.execute("DELETE FROM \(table.name)") }
      try connection.script("{search-drop}")
      try connection.script("{search-table}")
      let orgs = try connection.rows("SELECT DISTINCT org_id FROM event ORDER BY org_id")
      for org in orgs.map({ $0.text(0) }) { try Self.replay(org, connection) }
    }
  }

  private static func replay(
    _ org: String, _ connection: any SQLConnection
  ) throws(LedgerError) {
    var head = LogHead(new: org)
    var projector = Projector(connection)
    while true {
      let rows = try connection.rows(
        "SELECT bytes, leaf FROM event WHERE org_id = ? AND seq >= ? ORDER BY seq LIMIT \(page)",
        [.text(org), .integer(head.size)])
      for row in rows {
        guard let event = Event(row.blob(0)), event.seq == head.size, event.org == org else {
          throw LedgerError(
            .damaged, "event \(head.size) of '\(org)' cannot be read; nothing was changed",
            help: "'shrike audit verify' tells what was altered")
        }
        head.add(event, row.blob(1))
        try projector.apply(event)
      }
      guard rows.count == page else { break }
    }
    try projector.flush()
    try head.write(connection)
  }

  /// Every row of a table as text, in the order of its key: for comparing two ledgers.
  public func dump(_ table: Table) throws(LedgerError) -> [String] {
    let names = table.columns.map(\.name).joined(separator: ", ")
    return try database.reaching(.everything).read {
      (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        "SELECT \(names) FROM \(table.name) ORDER BY \(table.key.joined(separator: ", "))"
      ).map { row in row.values.map { "\($0)" }.joined(separator: "|") }
    }
  }

  /// The tables that follow from the events.
  public static var projections: [Table] { Schema.projections }
}
