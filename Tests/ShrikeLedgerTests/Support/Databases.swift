import DatabaseFixtures
import Foundation
import ShrikeLedger
import Testing

extension Engine {
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
