import DatabaseFixtures
import ShrikeModel
import Testing

@testable import ShrikeLedger

@Suite struct DeadlineTests {
  @Test(arguments: [
    (Severity.high, nil as String?, false, 30 as Int?, "high"),
    (.high, "medium", false, 30, "high"), (.high, "critical", false, 14, "high, critical asset"),
    (.high, "critical", true, 7, "high, critical asset, known to be exploited"),
    (.low, "critical", true, 30, "low, known to be exploited"), (.info, "critical", true, nil, ""),
    (.medium, "low", false, 90, "medium"),
  ])
  func tellsDaysAndWhy(
    severity: Severity, criticality: String?, isExploited: Bool, days: Int?, why: String
  ) {
    let term = Deadlines().term(severity, criticality: criticality, isExploited: isExploited)
    #expect(term?.days == days && (term?.reasons ?? []).joined(separator: ", ") == why)
  }

  private static func fill(_ ledger: Ledger) throws -> [String] {
    var exploited = Make.finding("k2", line: 20)
    exploited.properties["kev"] = .flag(true)
    var listed = Make.finding("k3", line: 30)
    listed.taxonomies.append(Taxonomy("KEV", "CVE-2021-44228"))
    return try ledger.publish(
      Make.scan("a", [Make.finding("k1"), exploited, listed]), by: "ci", at: Make.start
    ).findings
  }

  private static func due(_ ledger: Ledger, _ ids: [String]) throws -> [Int?] {
    try ids.map { id in
      let row = try #require(try ledger.finding(id, at: Make.start)?.row)
      return row.due.map { Int(($0.milliseconds - row.openedAt.milliseconds) / 86_400_000) }
    }
  }

  @Test(arguments: Engine.all) func dueDatesFollowWhatIsSet(engine: Engine) throws {
    let ledger = try engine.ledger()
    let ids = try Self.fill(ledger)
    #expect(try Self.due(ledger, ids) == [30, 7, 7])
    var deadlines = try ledger.deadlines()
    deadlines[.usual][.high] = nil
    deadlines[.exploited][.high] = 5
    try ledger.set(deadlines, by: "ann", at: Make.minute(1))
    #expect(try Self.due(ledger, ids) == [nil, 5, 5] && ledger.deadlines() == deadlines)
    // An asset that more depends on has its own days.
    var asset = try #require(try ledger.asset(named: "shop"))
    asset.criticality = "critical"
    try ledger.put(asset, by: "ann", at: Make.minute(2))
    #expect(try Self.due(ledger, ids) == [14, 5, 5])
    let why = try ledger.finding(ids[1], at: Make.start)?.term?.reasons
    #expect(why == ["high", "critical asset", "known to be exploited"])
    try expectRebuildable(ledger)
    // What comes later follows them, too.
    let more = try ledger.publish(
      Make.scan("b", [Make.finding("k9", line: 90)], scope: "x", at: Make.minute(3)), by: "ci",
      at: Make.minute(3)
    ).findings
    #expect(try Self.due(ledger, more) == [14])
    try expectRebuildable(ledger)
  }

  @Test(arguments: Engine.all) func theSameAgainChangesNothing(engine: Engine) throws {
    let ledger = try engine.ledger()
    _ = try Self.fill(ledger)
    let (before, known) = (try ledger.log(from: 0, limit: 500).count, try ledger.deadlines())
    try ledger.set(known, by: "ann", at: Make.minute(1))
    let asset = try #require(try ledger.asset(named: "shop"))
    try ledger.put(asset, by: "ann", at: Make.minute(1))
    #expect(try ledger.log(from: 0, limit: 500).count == before)
    var other = known
    other[.usual][.low] = 1
    try ledger.set(other, replacing: known, by: "ann", at: Make.minute(2))
    let error = #expect(throws: LedgerError.self) {
      try ledger.set(Deadlines(), replacing: known, by: "ben", at: Make.minute(3))
    }
    #expect(error?.code == .conflict)
    other[.usual][.low] = 0
    #expect(throws: LedgerError.self) { try ledger.set(other, by: "ann", at: Make.minute(4)) }
  }

  @Test(arguments: Engine.all) func whatIsFixedKeepsItsDateUntilItIsBack(engine: Engine) throws {
    let ledger = try engine.ledger()
    let scan = Make.scan("a", [Make.finding("k1")])
    let ids = try ledger.publish(scan, by: "ci", at: Make.start).findings
    try ledger.publish(Make.scan("b", [], at: Make.minute(1)), by: "ci", at: Make.minute(1))
    var deadlines = Deadlines()
    deadlines[.usual][.high] = 2
    try ledger.set(deadlines, by: "ann", at: Make.minute(2))
    #expect(try Self.due(ledger, ids) == [30])
    try ledger.publish(
      Make.scan("c", [Make.finding("k1")], at: Make.minute(3)), by: "ci", at: Make.minute(3))
    #expect(try Self.due(ledger, ids) == [2])
    try expectRebuildable(ledger)
  }
}
