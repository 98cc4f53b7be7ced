import DatabaseFixtures
import Foundation
import ShrikeLedger
import Testing

/// What goes wrong around a ledger: a person is told, and nothing is lost or kept by halves.
@Suite struct FaultTests {
  private static func many(_ count: Int) -> [ScanRecord] {
    [
      Make.scan(
        "many", (0..<count).map { Make.finding("k\($0)", line: $0 + 1) }, at: Make.minute(1))
    ]
  }

  @Test func aFullDiskKeepsNothing() throws {
    let folder = try TemporaryFolder()
    let database = try SQLiteDatabase(file: folder.path + "/ledger.sqlite")
    let ledger = try Ledger(database, at: Make.start)
    try ledger.publish(Make.scan("a", [Make.finding("k0")]), by: "ci", at: Make.start)
    let before = try ledger.tables()
    func limit(_ pages: String) throws {
      try database.write { (connection: any SQLConnection) throws(LedgerError) in
        try connection.script("PRAGMA max_page_count = \(pages)")
      }
    }
    let pages = try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.number("PRAGMA page_count")
    }
    try limit("\((pages ?? 0) + 8)")
    let error = #expect(throws: LedgerError.self) {
      try ledger.publish(Self.many(500)[0], by: "ci", at: Make.minute(1))
    }
    #expect(error?.code == .full && error?.message.contains("no room is left") == true)
    #expect(try ledger.tables() == before)
    try limit("1000000")
    #expect(try ledger.publish(Self.many(500)[0], by: "ci", at: Make.minute(1)).opened == 499)
    #expect(try ledger.verify().isIntact)
  }

  @Test func aReadOnlyLedgerSaysSo() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/ledger.sqlite"
    let database = try SQLiteDatabase(file: file)
    _ = try Ledger(database, at: Make.start)
    try database.close()
    let reading = try SQLiteDatabase(file: file, isReadOnly: true)
    let ledger = try Ledger(reading: reading)
    #expect(try ledger.findings(at: Make.start).rows.isEmpty)
    let error = #expect(throws: LedgerError.self) {
      try ledger.publish(Make.scan("a", []), by: "ci", at: Make.start)
    }
    #expect(error?.code == .readOnly)
  }

  @Test func whatIsNoLedgerIsRefused() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/ledger.sqlite"
    try Data(String(repeating: "not a database ", count: 100).utf8).write(
      to: URL(fileURLWithPath: file))
    let error = #expect(throws: LedgerError.self) {
      try Ledger(SQLiteDatabase(file: file), at: Make.start)
    }
    #expect(error?.code == .damaged)
    let missing = #expect(throws: LedgerError.self) {
      try SQLiteDatabase(file: folder.path + "/no/such/folder/ledger.sqlite")
    }
    #expect(missing?.code == .io)
  }

  /// The files as a killed process leaves them in the middle of publishing, and a moment before the end.
  @Test func aKilledProcessLeavesTheStateBefore() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/ledger.sqlite"
    let database = try SQLiteDatabase(file: file)
    let ledger = try Ledger(database, at: Make.start)
    try ledger.publish(Make.scan("a", [Make.finding("k0")]), by: "ci", at: Make.start)
    let before = try ledger.tables()
    try database.write { (connection: any SQLConnection) throws(LedgerError) in
      // More than the cache holds, so that pages are in the log before the end.
      try connection.script("CREATE TABLE bulk (body BLOB)")
      for _ in 0..<40 {
        _ = try connection.execute("INSERT INTO bulk VALUES (zeroblob(1000000))")
      }
      _ = try connection.execute("DELETE FROM finding")
      for suffix in ["", "-wal"] {
        try? FileManager.default.copyItem(
          atPath: file + suffix, toPath: folder.path + "/copy.sqlite" + suffix)
      }
    }
    let copy = try Ledger(SQLiteDatabase(file: folder.path + "/copy.sqlite"), at: Make.start)
    #expect(try copy.tables() == before)
    #expect(try copy.verify().isIntact)
  }

  @Test(.enabled(if: Engine.all.contains(.postgres), "SHRIKE_TEST_POSTGRESQL names no server"))
  func aLostConnectionLosesNothing() throws {
    let name = "l" + UUID().uuidString.filter { $0 != "-" }.lowercased()
    let ledger = try Ledger(Engine.postgres.database(file: "", schema: name), at: Make.start)
    let other = try Engine.postgres.database(file: "", schema: name)
    try ledger.publish(Make.scan("a", [Make.finding("k0")]), by: "ci", at: Make.start)
    func cut(_ id: Int64?) throws(LedgerError) {
      try other.write { (connection: any SQLConnection) throws(LedgerError) in
        _ = try connection.rows("SELECT pg_terminate_backend(CAST(? AS INTEGER))", [SQLValue(id)])
      }
    }
    let error = #expect(throws: LedgerError.self) {
      try ledger.database.write { (connection: any SQLConnection) throws(LedgerError) in
        _ = try connection.execute("DELETE FROM finding")
        try cut(try connection.number("SELECT pg_backend_pid()"))
        _ = try connection.execute("DELETE FROM sighting")
      }
    }
    #expect(error?.code == .connection)
    #expect(try ledger.count(FindingQuery(), at: Make.start) == 1)
    // One that was cut while it waited is replaced without a word.
    let id = try ledger.database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.number("SELECT pg_backend_pid()")
    }
    try cut(id)
    try ledger.publish(Make.scan("b", []), by: "ci", at: Make.minute(1))
    #expect(try ledger.verify().isIntact)
  }

  @Test(arguments: Engine.all) func manyWritersGetInOneAnothersWayWithoutHarm(engine: Engine)
    async throws
  {
    let folder = try TemporaryFolder()
    let file = folder.path + "/ledger.sqlite"
    let name = "w" + UUID().uuidString.filter { $0 != "-" }.lowercased()
    _ = try Ledger(engine.database(file: file, schema: name), at: Make.start)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let ledger = try Ledger(engine.database(file: file, schema: name), at: Make.start)
          for round in 0..<5 {
            try ledger.publish(
              Make.scan(
                "\(writer)-\(round)", [Make.finding("k\(round)"), Make.finding("x", line: 3)],
                asset: "asset-\(writer % 2)", ref: "ref-\(writer)", at: Make.minute(round)),
              by: "ci", at: Make.minute(round))
          }
        }
      }
      try await group.waitForAll()
    }
    let ledger = try Ledger(engine.database(file: file, schema: name), at: Make.start)
    #expect(try ledger.scans().count == 20)
    #expect(try ledger.verify().isIntact)
    try expectRebuildable(ledger)
  }

  @Test func backsUpAndRestores() throws {
    let folder = try TemporaryFolder()
    let (file, backup) = (folder.path + "/ledger.sqlite", folder.path + "/backup.sqlite")
    let database = try SQLiteDatabase(file: file)
    let ledger = try Ledger(database, at: Make.start)
    try ledger.publish(Make.scan("a", [Make.finding("k0")]), by: "ci", at: Make.start)
    let before = try ledger.tables()
    try database.backUp(to: backup)
    #expect(throws: LedgerError.self) { try database.backUp(to: backup) }
    try ledger.publish(Make.scan("b", [], at: Make.minute(1)), by: "ci", at: Make.minute(1))
    try database.close()
    try SQLiteDatabase.restore(backup, to: file)
    let restored = try Ledger(SQLiteDatabase(file: file), at: Make.start)
    #expect(try restored.tables() == before)
    #expect(FileManager.default.fileExists(atPath: file + ".before-restore"))
    // One that somebody changed is refused.
    let changed = try SQLiteDatabase(file: backup)
    try changed.write { (connection: any SQLConnection) throws(LedgerError) in
      _ = try connection.execute("UPDATE event SET actor = 'eve' WHERE seq = 1")
    }
    try changed.close()
    let error = #expect(throws: LedgerError.self) { try SQLiteDatabase.restore(backup, to: file) }
    #expect(error?.code == .damaged)
  }

  @Test(arguments: Engine.all) func organisationsDoNotSeeEachOther(engine: Engine) throws {
    let database = try engine.database()
    let ours = try Ledger(database, org: "ours", at: Make.start)
    let theirs = try Ledger(database, org: "theirs", at: Make.start)
    let id = try ours.publish(
      Make.scan("a", [Make.finding("k0")]), by: "ci", at: Make.start
    ).findings[0]
    #expect(try theirs.findings(at: Make.start).rows.isEmpty)
    #expect(try theirs.finding(id, at: Make.start) == nil && theirs.findingID(id) == nil)
    #expect(try theirs.scans().isEmpty)
    #expect(throws: LedgerError.self) {
      try theirs.decide([id], Decision(.falsePositive, reason: "x"), by: "eve", at: Make.start)
    }
    #expect(throws: LedgerError.self) { try theirs.comment(id, "x", by: "eve", at: Make.start) }
    #expect(
      try theirs.publish(Make.scan("a", [Make.finding("k0")]), by: "ci", at: Make.start).opened == 1
    )
    #expect(try ours.verify().isIntact && theirs.verify().isIntact)
    try expectRebuildable(ours)
  }
}
