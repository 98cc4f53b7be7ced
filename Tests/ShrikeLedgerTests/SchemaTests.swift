import DatabaseFixtures
import Foundation
import ShrikeLedger
import ShrikeModel
import ShrikeTesting
import Testing

@Suite struct SchemaTests {
  private static let fixtures = Fixtures.ledger

  /// A ledger with something of everything.
  private static func filled(_ database: any ShrikeLedger.Database) throws -> Ledger {
    let ledger = try Ledger(database, at: Make.start, ids: ULIDSource(SeededGenerator(1)))
    let findings = [
      Make.finding("k1"), Make.finding("k2", severity: .critical, path: "it's.py", line: 2),
      Make.finding("k3", line: 3),
    ]
    let rule = RuleInfo(
      id: "code/sql-injection", title: "SQL made of text", severity: .high, engine: "code")
    let ids = try ledger.publish(
      Make.scan("a", findings, rules: [rule]), by: "ci", at: Make.start
    ).findings
    try ledger.publish(
      Make.scan("b", [findings[0]], ref: "feature", at: Make.minute(1)), by: "ci",
      at: Make.minute(1))
    try ledger.decide(
      [ids[0]], Decision(.accepted(until: Make.day(30)), reason: "behind a wall", owner: "ann"),
      by: "ann", at: Make.minute(2))
    try ledger.comment(ids[1], "Who knows this?", by: "bob", at: Make.minute(3))
    try ledger.assign([ids[1]], to: "bob", by: "ann", at: Make.minute(4))
    try ledger.publish(
      Make.scan("c", Array(findings.prefix(2)), at: Make.minute(5)), by: "ci", at: Make.minute(5))
    try ledger.publish(
      Make.scan("d", [], complete: false, at: Make.minute(6)), by: "ci", at: Make.minute(6))
    return ledger
  }

  /// Every released schema has a file of such a ledger; opening it brings it to today's, and all is there.
  @Test func everyReleasedSchemaOpens() throws {
    let now = try Self.filled(SQLiteDatabase(named: "now"))
    for number in 1...Ledger.schema {
      let name = "Schema/\(number).sql"
      if number == Ledger.schema { try Self.fixtures.expect(try Self.dump(now), name) }
      let old = try SQLiteDatabase(named: "schema \(number)")
      try old.write { (connection: any SQLConnection) throws(LedgerError) in
        let text = (try? Self.fixtures.bytes(name)).map { String(decoding: $0, as: UTF8.self) }
        try connection.script(text ?? "")
      }
      let ledger = try Ledger(old, at: Make.day(1))
      #expect(try ledger.tables() == now.tables())
      #expect(try ledger.verify().isIntact)
      #expect(try ledger.count(FindingQuery.parse("query"), at: Make.day(1)) == 1)
      try expectRebuildable(ledger)
    }
  }

  /// The ledger as SQLite statements, but for the tables that full-text search keeps by itself.
  private static func dump(_ ledger: Ledger) throws -> String {
    func literal(_ value: SQLValue) -> String {
      switch value {
      case .null: "NULL"
      case .integer(let number): "\(number)"
      case .real(let number): "\(number)"
      case .text(let text): "'\(text.replacing("'", with: "''"))'"
      case .blob(let bytes): "X'\(bytes.map { String(format: "%02x", $0) }.joined())'"
      }
    }
    return try ledger.database.read { (connection: any SQLConnection) throws(LedgerError) in
      var out: [String] = []
      let objects = try connection.rows(
        """
        SELECT type, name, sql FROM sqlite_master
        WHERE sql IS NOT NULL AND name NOT LIKE 'finding\\_search\\_%' ESCAPE '\\'
        ORDER BY type DESC, name
        """)
      for object in objects {
        out.append(object.text(2) + ";")
        guard object.text(0) == "table" else { continue }
        let columns = object.text(1) == "finding_search" ? "rowid, body" : "*"
        let target = object.text(1) == "finding_search" ? " (rowid, body)" : ""
        for row in try connection.rows("SELECT \(columns) FROM \(object.text(1)) ORDER BY 1, 2") {
          let values = row.values.map(literal).joined(separator: ", ")
          out.append("INSERT INTO \(object.text(1))\(target) VALUES (\(values));")
        }
      }
      return out.joined(separator: "\n") + "\n"
    }
  }

  @Test(arguments: Engine.all) func aNewerSchemaIsRefused(engine: Engine) throws {
    let database = try engine.database()
    _ = try Ledger(database, at: Make.start)
    try database.write { (connection: any SQLConnection) throws(LedgerError) in
      _ = try connection.execute(
        "INSERT INTO migration (number, name, checksum, at) VALUES (?, ?, ?, ?)",
        [SQLValue(Ledger.schema + 1), "from tomorrow", "x", 0])
    }
    let error = #expect(throws: LedgerError.self) { try Ledger(database, at: Make.start) }
    #expect(error?.code == .schema)
    #expect(error?.message.contains("made by a newer program") == true)
    #expect(throws: LedgerError.self) { try Ledger(reading: database) }
  }

  @Test(arguments: Engine.all) func aSchemaThatWasNeverReleasedIsRefused(engine: Engine) throws {
    let database = try engine.database()
    _ = try Ledger(database, at: Make.start)
    try database.write { (connection: any SQLConnection) throws(LedgerError) in
      _ = try connection.execute("UPDATE migration SET checksum = 'x'")
    }
    #expect(throws: LedgerError.self) { try Ledger(database, at: Make.start) }
  }

  @Test(arguments: Engine.all) func migrationsAtOnceAreSafe(engine: Engine) async throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/ledger.sqlite"
    let name = "m" + UUID().uuidString.filter { $0 != "-" }.lowercased()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let database = try engine.database(file: file, schema: name)
          _ = try Ledger(database, at: Make.start)
        }
      }
      try await group.waitForAll()
    }
    let ledger = try Ledger(engine.database(file: file, schema: name), at: Make.start)
    #expect(try ledger.verify().events == 1)
  }
}
