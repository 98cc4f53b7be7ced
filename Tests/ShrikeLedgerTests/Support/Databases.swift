import Foundation
import ShrikeLedger
import Testing

#if SHRIKE_HUB
  import ShrikePostgres
#endif

/// The databases that the whole suite runs on.
enum Engine: String, Sendable, CaseIterable, CustomTestStringConvertible {
  case sqlite = "SQLite"
  case postgres = "PostgreSQL"

  var testDescription: String { rawValue }

  /// Address of a server that is there for tests only: scripts/postgresql starts one.
  static let address = ProcessInfo.processInfo.environment["SHRIKE_TEST_POSTGRESQL"]

  /// Without a server, SQLite alone; a test says so once.
  static let all: [Engine] = {
    #if SHRIKE_HUB
      return address == nil ? [.sqlite] : [.sqlite, .postgres]
    #else
      return [.sqlite]
    #endif
  }()

  /// An empty database of its own.
  func database() throws -> any ShrikeLedger.Database {
    #if SHRIKE_HUB
      if self == .postgres {
        let name = "t" + UUID().uuidString.filter { $0 != "-" }.lowercased()
        return try PostgresDatabase(Engine.address ?? "", schema: name, connections: 4)
      }
    #endif
    return try SQLiteDatabase(named: "memory")
  }

  /// One that can be opened again: a file, or a schema of the server.
  func database(file: String, schema: String) throws -> any ShrikeLedger.Database {
    #if SHRIKE_HUB
      if self == .postgres {
        return try PostgresDatabase(Engine.address ?? "", schema: schema, connections: 4)
      }
    #endif
    return try SQLiteDatabase(file: file)
  }

  func ledger(_ seed: UInt64 = 1, at time: Timestamp = Make.start) throws -> Ledger {
    try Ledger(database(), at: time, ids: ULIDSource(SeededGenerator(seed)))
  }
}

@Suite struct EngineTests {
  @Test(
    .enabled(
      if: Engine.all.contains(.postgres),
      "SHRIKE_TEST_POSTGRESQL names no server: see scripts/postgresql"))
  func thereIsAServerForTests() throws {
    #expect(try Engine.postgres.database().place.hasPrefix("postgres://"))
  }
}

/// A folder that is gone when the value is.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "shrike-ledger-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

extension Ledger {
  /// All tables that follow from the events, as text.
  func tables() throws -> [String: [String]] {
    var out: [String: [String]] = [:]
    for table in Ledger.projections { out[table.name] = try dump(table) }
    return out
  }
}

/// Fails where rebuilding changes a table.
func expectRebuildable(_ ledger: Ledger, _ location: SourceLocation = #_sourceLocation) throws {
  let before = try ledger.tables()
  try ledger.rebuild()
  let after = try ledger.tables()
  for (name, rows) in before where rows != after[name] {
    let (then, now) = (rows.joined(separator: "\n"), (after[name] ?? []).joined(separator: "\n"))
    Issue.record(
      "table \(name) differs after rebuilding:\n\(then)\n->\n\(now)", sourceLocation: location)
  }
}
