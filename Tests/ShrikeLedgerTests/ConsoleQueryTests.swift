import DatabaseFixtures
import ShrikeLedger
import ShrikeModel
import Testing

/// What the console's pages ask.
@Suite struct ConsoleQueryTests {
  /// Two assets, one with a scan that is not whole; decisions, owners, a fixed finding.
  private static func filled(_ engine: Engine) throws -> (ledger: Ledger, ids: [String]) {
    let ledger = try engine.ledger()
    let findings = [
      Make.finding("k1", severity: .critical), Make.finding("k2", line: 20),
      Make.finding("k3", severity: .low, line: 30),
      Make.finding(
        "k4", line: 40,
        waivers: [
          Waiver(
            scope: .place, source: .inlineComment, origin: "src/app.py:40", reason: "a sample",
            until: "2027-06-01")
        ]),
    ]
    let ids = try ledger.publish(Make.scan("a", findings), by: "ci", at: Make.start).findings
    try ledger.publish(
      Make.scan("b", Array(findings.prefix(2) + [findings[3]]), at: Make.day(2)), by: "ci",
      at: Make.day(2))
    try ledger.publish(
      Make.scan("c", [Make.finding("v")], asset: "vault", complete: false, at: Make.day(3)),
      by: "ci:vault", at: Make.day(3))
    try ledger.assign([ids[0], ids[1]], to: "ann", by: "ann", at: Make.day(3))
    try ledger.decide(
      [ids[1]], Decision(.accepted(until: Make.day(30)), reason: "behind a wall", owner: "ann"),
      by: "ann", at: Make.day(3))
    return (ledger, ids)
  }

  @Test(arguments: Engine.all) func findsByIdAndByDay(engine: Engine) throws {
    let (ledger, ids) = try Self.filled(engine)
    let now = Make.day(4)
    #expect(
      try ledger.findings(ids: [ids[2], "none", ids[0]], at: now).map(\.id) == [ids[2], ids[0]])
    let due = try ledger.findings(order: .due, limit: 1, at: now)
    #expect(due.rows.map(\.id) == [ids[0]])
    let rest = try ledger.findings(order: .due, cursor: due.next, at: now)
    #expect(rest.rows.map(\.asset) == ["vault"] && rest.next == nil)
    let fresh = try ledger.findings(order: .newest, since: Make.day(3), at: now)
    #expect(fresh.rows.map(\.asset) == ["vault"])
    #expect(try ledger.nextDue(after: now) == Make.start.adding(days: 7))
    #expect(try ledger.tickets(of: ids[0]).isEmpty)
    try ledger.putTicket(
      finding: ids[0], system: "jira", reference: "SEC-1", url: "https://j.example/SEC-1",
      status: "open", by: "ann", at: now)
    #expect(try ledger.tickets(of: ids[0]).map(\.reference) == ["SEC-1"])
  }

  @Test(arguments: Engine.all) func countsUpToALimit(engine: Engine) throws {
    let (ledger, _) = try Self.filled(engine)
    let now = Make.day(4)
    let any = try FindingQuery.parse("state:any")
    #expect(try ledger.count(any, at: now) == 5)
    for limit in 0...6 { #expect(try ledger.count(any, atMost: limit, at: now) == min(limit, 5)) }
    let some = try FindingQuery.parse("state:open,accepted")
    #expect(try ledger.count(some, atMost: 3, at: now) == 3)
    #expect(try ledger.count(some, since: Make.day(3), at: now) == 1)
    #expect(try ledger.count(some, before: Make.day(3), at: now) == 3)
  }

  @Test(arguments: Engine.all) func tellsHowAssetsStand(engine: Engine) throws {
    let (ledger, _) = try Self.filled(engine)
    let now = Make.day(20)
    let all = try ledger.assetOverviews(at: now)
    #expect(all.map(\.asset.name) == ["shop", "vault"])
    #expect(all[0].open == [.critical: 1] && all[0].overdue == 1)
    #expect(all[0].scans.map(\.time) == [Make.day(2)] && all[0].scans.allSatisfy(\.isComplete))
    #expect(try ledger.assetOverviews(names: ["vault"], at: now).map(\.asset.name) == ["vault"])
    #expect(try ledger.assetOverviews(after: "shop", at: now).map(\.asset.name) == ["vault"])
    #expect(try ledger.assetOverviews(owner: "ann", at: now).isEmpty)
    #expect(try ledger.assetCount() == 2)
    #expect(try ledger.assetCount(names: ["shop", "other"]) == 1)
    #expect(try ledger.assetNames(containing: "AUL", limit: 5) == ["vault"])
    #expect(try ledger.assetNames(containing: "%", limit: 5).isEmpty)
    // Not whole, or old.
    #expect(try ledger.doubtfulScans(stale: Make.start).map(\.asset) == ["vault"])
    #expect(try ledger.doubtfulScans(stale: Make.day(10)).map(\.asset) == ["shop", "vault"])
    #expect(
      try ledger.doubtfulScans(assets: ["shop"], stale: Make.day(10)).map(\.asset) == ["shop"])
    #expect(try ledger.doubtfulScans(assets: [], stale: Make.day(10)).isEmpty)
  }

  @Test(arguments: Engine.all) func listsWhatIsSilencedByItsEnd(engine: Engine) throws {
    let (ledger, ids) = try Self.filled(engine)
    let now = Make.day(4)
    let first = try ledger.waivers(limit: 1, at: now)
    #expect(first.entries.map(\.finding.id) == [ids[1]])
    #expect(first.entries[0].source == .decision && first.entries[0].reason == "behind a wall")
    let second = try ledger.waivers(cursor: first.next, limit: 1, at: now)
    #expect(second.entries.map(\.finding.id) == [ids[3]] && second.next == nil)
    #expect(second.entries[0].source == .inlineComment)
    #expect(second.entries[0].origin == "src/app.py:40" && second.entries[0].reason == "a sample")
    #expect(try ledger.waivers(assets: ["vault"], at: now).entries.isEmpty)
    #expect(throws: LedgerError.self) { try ledger.waivers(cursor: "x", at: now) }
    // Without an end it comes last.
    try ledger.decide([ids[0]], Decision(.falsePositive, reason: "no"), by: "ann", at: now)
    #expect(try ledger.waivers(at: now).entries.last?.finding.id == ids[0])
  }

  @Test(arguments: Engine.all) func tellsWhatAScanFound(engine: Engine) throws {
    let (ledger, ids) = try Self.filled(engine)
    let now = Make.day(4)
    let scans = try ledger.scans(asset: "shop")
    #expect(try ledger.scan(before: scans[0])?.id == scans[1].id)
    #expect(try ledger.scan(before: scans[1]) == nil)
    let found = try ledger.findings(ofScan: scans[0].id, at: now)
    #expect(found.map(\.row.id) == [ids[0], ids[1], ids[3]])
    #expect(found[0].detail.hasPrefix("{"))
    let first = try ledger.scanDiff(from: nil, to: scans[1].id, at: now)
    #expect(first.new.count == 4 && first.gone.isEmpty && first.same == 0)
    let scan = try #require(try ledger.scans(asset: "vault").first)
    #expect(try ledger.publishers(of: [scan.id, "none"]) == [scan.id: "ci:vault"])
  }

  @Test(arguments: Engine.all) func tellsHowThingsDevelop(engine: Engine) throws {
    let (ledger, _) = try Self.filled(engine)
    let day = Make.start.day
    let days = try ledger.standingDays(from: day + 1, to: day + 3)
    #expect(days.map { $0.counts.values.reduce(0, +) } == [4, 3, 4])
    #expect(days[0].counts[.low] == 1 && days[1].counts[.low] == 0)
    let lives = try ledger.livesBySeverity(from: Make.start, to: Make.day(9))
    #expect(lives == [.low: [2]])
    #expect(try ledger.livesBySeverity(from: Make.day(3), to: Make.day(9)).isEmpty)
    #expect(try ledger.trend(from: day, to: day + 3, owner: "nobody").allSatisfy { $0.opened == 0 })
  }

  @Test(arguments: Engine.all) func knowsPeopleAndTeams(engine: Engine) throws {
    let (ledger, _) = try Self.filled(engine)
    let now = Make.day(4)
    try ledger.putPerson("ann", name: "Ann", email: nil, by: "ann", at: now)
    try ledger.putPerson("bob", name: "Bob", email: nil, isActive: false, by: "ann", at: now)
    try ledger.putTeam("pay", name: "Payments", by: "ann", at: now)
    try ledger.putMembership(person: "ann", team: "pay", role: "triager", by: "ann", at: now)
    try ledger.putProduct("p", name: "Shop", by: "ann", at: now)
    #expect(try ledger.people().map(\.id) == ["ann", "bob"])
    #expect(try ledger.people(activeOnly: true).map(\.name) == ["Ann"])
    #expect(try ledger.person("bob")?.isActive == false)
    #expect(try ledger.teams().map(\.members) == [["ann"]])
    #expect(try ledger.productNames() == ["p": "Shop"])
    let open = try ledger.openByOwner(at: Make.day(20))
    #expect(open["ann"]?.open == 1 && open["ann"]?.overdue == 1 && open.count == 1)
  }

  @Test(arguments: Engine.all) func readsTheLogFromItsEnd(engine: Engine) throws {
    let (ledger, ids) = try Self.filled(engine)
    let all = try ledger.logLines(limit: 1_000)
    let size = try ledger.logSize()
    #expect(all.lines.map(\.entry.seq) == (0..<size).reversed().map { $0 } && all.next == nil)
    #expect(all.lines[0].text == "risk accepted until 2026-12-27: behind a wall")
    #expect(all.lines[0].finding == 2)
    let part = try ledger.logLines(limit: 3)
    #expect(part.next == size - 3)
    #expect(try ledger.logLines(before: part.next, limit: 1).lines[0].entry.seq == size - 4)
    let decided = try ledger.logLines(actor: "ann", verb: "finding.d")
    #expect(decided.lines.map(\.entry.subject) == [ids[1]])
    #expect(try ledger.logLines(actor: "nobody").lines.isEmpty)
  }
}
