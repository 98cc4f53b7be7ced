import DatabaseFixtures
import ShrikeModel
import Testing

@testable import ShrikeLedger

@Suite struct OwnerTests {
  private static func finding(_ key: String, _ owners: [String], line: Int) -> Finding {
    var finding = Make.finding(key, line: line)
    finding.properties["owners"] = .list(owners)
    return finding
  }

  private static func fill(_ ledger: Ledger) throws {
    try ledger.putPerson("ann", name: "Ann", email: "Ann@example.org", by: "x", at: Make.start)
    try ledger.putPerson(
      "gone", name: "Gone", email: nil, isActive: false, by: "x", at: Make.start)
    try ledger.putTeam("core", name: "Core", by: "x", at: Make.start)
    try ledger.putHandles(of: "core", ["@Shop/Core"], by: "x", at: Make.start)
  }

  @Test(arguments: Engine.all) func newFindingsGoToWhomCodeOwnersNames(engine: Engine) throws {
    let ledger = try engine.ledger()
    try Self.fill(ledger)
    let named = [
      ["@shop/core"], ["ann@example.org"], ["@ANN"], ["@gone"], ["@nobody", "@core"], [],
    ]
    let ids = try ledger.publish(
      Make.scan(
        "a", named.enumerated().map { Self.finding("k\($0)", $1, line: 10 * $0 + 10) }),
      by: "ci", at: Make.minute(1)
    ).findings
    let owners = try ids.map { try ledger.finding($0, at: Make.minute(2))?.row.owner }
    #expect(owners == ["core", "ann", "ann", nil, "core", nil])
    #expect(try ledger.finding(ids[4], at: Make.minute(2))?.unknownOwners == ["@nobody"])
    #expect(try ledger.unknownOwners().map(\.name) == ["@gone", "@nobody"])
    #expect(try ledger.unknownOwners(assets: ["other"]).isEmpty)
    try ledger.putHandles(of: "ann", ["@nobody"], by: "x", at: Make.minute(3))
    #expect(try ledger.unknownOwners().map(\.name) == ["@gone"])
    try expectRebuildable(ledger)
  }

  @Test(arguments: Engine.all) func whatAPersonSaidStands(engine: Engine) throws {
    let ledger = try engine.ledger()
    try Self.fill(ledger)
    let ids = try ledger.publish(
      Make.scan("a", [Self.finding("k1", ["@ann"], line: 10)]), by: "ci", at: Make.minute(1)
    ).findings
    try ledger.assign(ids, to: "core", by: "ben", at: Make.minute(2))
    // Fixed, back, and named otherwise: the owner stays.
    try ledger.publish(Make.scan("b", [], at: Make.minute(3)), by: "ci", at: Make.minute(3))
    try ledger.publish(
      Make.scan("c", [Self.finding("k1", ["ann@example.org"], line: 12)], at: Make.minute(4)),
      by: "ci", at: Make.minute(4))
    #expect(try ledger.finding(ids[0], at: Make.minute(5))?.row.owner == "core")
    try expectRebuildable(ledger)
  }

  @Test(arguments: Engine.all) func oneHandleMeansOneOwner(engine: Engine) throws {
    let ledger = try engine.ledger()
    try Self.fill(ledger)
    let taken = #expect(throws: LedgerError.self) {
      try ledger.putHandles(of: "ann", ["@shop/core"], by: "x", at: Make.minute(1))
    }
    #expect(taken?.code == .conflict)
    for handles in [["x"], ["core"], (0...Ledger.mostHandles).map { "@h\($0)" }] {
      let error = #expect(throws: LedgerError.self) {
        try ledger.putHandles(of: "ann", handles, by: "x", at: Make.minute(1))
      }
      #expect(error?.code == .input)
    }
    try ledger.putHandles(of: "core", [], by: "x", at: Make.minute(2))
    try ledger.putHandles(of: "ann", ["@shop/core"], by: "x", at: Make.minute(3))
    #expect(try ledger.handles() == ["ann": ["@shop/core"]])
    try expectRebuildable(ledger)
  }
}
