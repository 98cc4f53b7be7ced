import DatabaseFixtures
import ShrikeLedger
import ShrikeModel
import Testing

@Suite struct DecisionTests {
  private static func state(_ ledger: Ledger, _ id: String, _ now: Timestamp) throws -> FindingRow {
    try #require(try ledger.finding(id, at: now)).row
  }

  @Test(arguments: Engine.all) func acceptedFixedAndBackIsAcceptedAgain(engine: Engine) throws {
    let ledger = try engine.ledger()
    let one = Make.finding("k1")
    let id = try ledger.publish(Make.scan("a", [one]), by: "ci", at: Make.start).findings[0]
    let accepted = Decision(.accepted(until: Make.day(20)), reason: "behind a wall", owner: "ann")
    try ledger.decide([id], accepted, by: "ann", at: Make.day(1))
    #expect(try Self.state(ledger, id, Make.day(1)).state == .accepted)
    try ledger.publish(Make.scan("b", [], at: Make.day(2)), by: "ci", at: Make.day(2))
    #expect(try Self.state(ledger, id, Make.day(2)).state == .fixed)
    try ledger.publish(Make.scan("c", [one], at: Make.day(3)), by: "ci", at: Make.day(3))
    let back = try Self.state(ledger, id, Make.day(3))
    #expect(back.state == .accepted && back.until == Make.day(20))
    #expect(try Self.state(ledger, id, Make.day(21)).state == .open)
    try expectRebuildable(ledger)
  }

  @Test(arguments: Engine.all) func expiryOpensWithTheOldClock(engine: Engine) throws {
    let ledger = try engine.ledger()
    let id = try ledger.publish(
      Make.scan("a", [Make.finding("k1")]), by: "ci", at: Make.start
    ).findings[0]
    let due = try Self.state(ledger, id, Make.start).due
    try ledger.decide(
      [id], Decision(.accepted(until: Make.day(5)), reason: "later"), by: "ann", at: Make.start)
    let query = try FindingQuery.parse("state:open")
    #expect(try ledger.findings(query, at: Make.day(4)).rows.isEmpty)
    #expect(try ledger.findings(query, at: Make.day(6)).rows.map(\.due) == [due])
    #expect(try ledger.expireDecisions(at: Make.day(6)) == 1)
    #expect(try ledger.expireDecisions(at: Make.day(6)) == 0)
    #expect(try ledger.findings(query, at: Make.day(6)).rows.map(\.due) == [due])
    try expectRebuildable(ledger)
  }

  @Test(arguments: Engine.all) func undoBringsTheFormerDecisionBack(engine: Engine) throws {
    let ledger = try engine.ledger()
    let ids = try ledger.publish(
      Make.scan("a", [Make.finding("k1"), Make.finding("k2", line: 2)]), by: "ci", at: Make.start
    ).findings
    try ledger.decide(
      [ids[0]], Decision(.falsePositive, reason: "a test"), by: "ann", at: Make.minute(1))
    let bulk = try ledger.decide(
      ids, Decision(.accepted(until: Make.day(9)), reason: "all"), by: "bob", at: Make.minute(2))
    #expect(bulk.findings == ids)
    try ledger.undo(bulk.batch, by: "bob", at: Make.minute(3))
    #expect(
      try ids.map { try Self.state(ledger, $0, Make.day(1)).state } == [.falsePositive, .open])
    #expect(throws: LedgerError.self) { try ledger.undo(bulk.batch, by: "bob", at: Make.minute(4)) }
    try expectRebuildable(ledger)
  }

  @Test(arguments: Engine.all) func theSameDecisionAgainIsNoEvent(engine: Engine) throws {
    let ledger = try engine.ledger()
    let ids = try ledger.publish(
      Make.scan("a", [Make.finding("k1")]), by: "ci", at: Make.start
    ).findings
    let decision = Decision(.falsePositive, reason: "a test")
    #expect(try ledger.decide(ids, decision, by: "ann", at: Make.minute(1)).events.count == 1)
    #expect(try ledger.decide(ids, decision, by: "ann", at: Make.minute(2)).events.isEmpty)
  }

  @Test(arguments: Engine.all) func allOfABulkOrNothing(engine: Engine) throws {
    let ledger = try engine.ledger()
    let id = try ledger.publish(
      Make.scan("a", [Make.finding("k1")]), by: "ci", at: Make.start
    ).findings[0]
    #expect(throws: LedgerError.self) {
      try ledger.decide(
        [id, "01ARZ3NDEKTSV4RRFFQ69G5FAV"], Decision(.falsePositive, reason: "x"), by: "ann",
        at: Make.minute(1))
    }
    #expect(try Self.state(ledger, id, Make.day(1)).state == .open)
    #expect(throws: LedgerError.self) {
      try ledger.decide([id], Decision(.falsePositive, reason: " "), by: "ann", at: Make.minute(1))
    }
  }

  @Test(arguments: Engine.all) func aWaiverOfTheRepositoryHolds(engine: Engine) throws {
    let ledger = try engine.ledger()
    let waiver = Waiver(scope: .finding, source: .waiverFile, reason: "ok", until: "2026-12-10")
    let id = try ledger.publish(
      Make.scan("a", [Make.finding("k1", waivers: [waiver])]), by: "ci", at: Make.start
    ).findings[0]
    #expect(try Self.state(ledger, id, Timestamp("2026-12-10T23:00:00Z")!).state == .accepted)
    #expect(try Self.state(ledger, id, Timestamp("2026-12-11T00:00:00Z")!).state == .open)
    try expectRebuildable(ledger)
  }

  @Test(arguments: Engine.all) func commentsOwnersAndTheTimeline(engine: Engine) throws {
    let ledger = try engine.ledger()
    let id = try ledger.publish(
      Make.scan("a", [Make.finding("k1")]), by: "ci", at: Make.start
    ).findings[0]
    try ledger.comment(id, "Is it reachable?", by: "ann", at: Make.minute(1))
    try ledger.assign([id], to: "bob", by: "ann", at: Make.minute(2))
    #expect(try ledger.assign([id], to: "bob", by: "ann", at: Make.minute(3)).events.isEmpty)
    try ledger.decide(
      [id], Decision(.notAffected, reason: "never called"), by: "bob", at: Make.minute(4))
    let detail = try #require(try ledger.finding(id, at: Make.day(1)))
    #expect(detail.row.owner == "bob" && detail.comments.map(\.text) == ["Is it reachable?"])
    #expect(
      detail.timeline.map { "\($0.actor): \($0.text)" } == [
        "ci: found in src/app.py:10", "ann: Is it reachable?", "ann: assigned to bob",
        "bob: marked as not affected: never called",
      ])
    #expect(detail.occurrences.map { "\($0.ref) \($0.path):\($0.line)" } == ["main src/app.py:10"])
    #expect(try ledger.findingID("#1") == id && ledger.findingID("2") == nil)
    try expectRebuildable(ledger)
  }

  @Test(arguments: Engine.all) func aRetiredRefClosesWhatStoodOnlyThere(engine: Engine) throws {
    let ledger = try engine.ledger()
    let (one, two) = (Make.finding("k1"), Make.finding("k2", line: 2))
    let ids = try ledger.publish(
      Make.scan("a", [one, two], ref: "feature"), by: "ci", at: Make.start
    ).findings
    try ledger.publish(Make.scan("b", [one]), by: "ci", at: Make.start)
    #expect(try ledger.retire(asset: "shop", ref: "feature", by: "ci", at: Make.day(1)) == 1)
    #expect(try ids.map { try Self.state(ledger, $0, Make.day(1)).state } == [.open, .fixed])
    try expectRebuildable(ledger)
  }
}
