import DatabaseFixtures
import ShrikeLedger
import ShrikeModel
import Testing

@Suite struct PublishTests {
  @Test(arguments: Engine.all) func theSameReportTwiceIsNoEvent(engine: Engine) throws {
    let ledger = try engine.ledger()
    let scan = Make.scan("a", [Make.finding("k1"), Make.finding("k2", line: 20)])
    let first = try ledger.publish(scan, by: "cli", at: Make.start)
    #expect(first.opened == 2 && !first.isRepeat)
    #expect(first.events == 4)  // the asset, the scan, two findings
    let second = try ledger.publish(scan, by: "cli", at: Make.minute(5))
    #expect(second.isRepeat && second.events == 0 && second.scan == first.scan)
    try expectRebuildable(ledger)
  }

  @Test(arguments: Engine.all) func unchangedFindingsOfANewScanAreNoEvents(engine: Engine) throws {
    let ledger = try engine.ledger()
    let findings = [Make.finding("k1"), Make.finding("k2", line: 20)]
    let first = try ledger.publish(Make.scan("a", findings), by: "cli", at: Make.start)
    let second = try ledger.publish(
      Make.scan("b", findings, at: Make.minute(1)), by: "cli", at: Make.minute(1))
    #expect(second.events == 1 && second.unchanged == 2)
    #expect(second.findings == first.findings)
    try expectRebuildable(ledger)
  }

  @Test(arguments: Engine.all) func movedFindingsStayTheSame(engine: Engine) throws {
    let ledger = try engine.ledger()
    let first = try ledger.publish(
      Make.scan("a", [Make.finding("k1"), Make.finding("k2", line: 20)]), by: "cli", at: Make.start)
    let second = try ledger.publish(
      Make.scan(
        "b", [Make.finding("k1", line: 13), Make.finding("k2", line: 23)], at: Make.minute(1)),
      by: "cli", at: Make.minute(1))
    #expect(second.changed == 2 && second.opened == 0 && second.closed == 0)
    #expect(second.findings == first.findings)
    try expectRebuildable(ledger)
  }

  @Test(arguments: Engine.all) func equalFindingsStayTwo(engine: Engine) throws {
    let ledger = try engine.ledger()
    let twins = [Make.finding("k1"), Make.finding("k1")]
    let first = try ledger.publish(Make.scan("a", twins), by: "cli", at: Make.start)
    #expect(first.opened == 2 && Set(first.findings).count == 2)
    let second = try ledger.publish(
      Make.scan("b", [twins[0]], at: Make.minute(1)), by: "cli", at: Make.minute(1))
    #expect(second.closed == 1 && second.unchanged + second.changed == 1)
    try expectRebuildable(ledger)
  }

  @Test(arguments: Engine.all) func closesAndReopens(engine: Engine) throws {
    let ledger = try engine.ledger()
    let one = Make.finding("k1")
    let first = try ledger.publish(Make.scan("a", [one]), by: "cli", at: Make.start)
    let second = try ledger.publish(
      Make.scan("b", [], at: Make.minute(1)), by: "cli", at: Make.minute(1))
    #expect(second.closed == 1)
    let third = try ledger.publish(
      Make.scan("c", [one], at: Make.minute(2)), by: "cli", at: Make.minute(2))
    #expect(third.reopened == 1 && third.findings == first.findings)
    try expectRebuildable(ledger)
  }

  @Test(arguments: Engine.all) func refusesAFindingOfAPartThatDidNotRun(engine: Engine) throws {
    let ledger = try engine.ledger()
    var scan = Make.scan("a", [Make.finding("k1")])
    scan.parts = [.init("secrets", isComplete: true), .init("infra", isComplete: true)]
    #expect(throws: LedgerError.self) { try ledger.publish(scan, by: "cli", at: Make.start) }
  }
}
