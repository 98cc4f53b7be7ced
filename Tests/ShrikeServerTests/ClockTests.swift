import DatabaseFixtures
import HTTPTypes
import ShrikeIntake
import ShrikeLedger
import Testing

@testable import ShrikeServer

/// Clocks that jump.
@Suite struct ClockTests {
  private static let year: Int64 = 365 * 86_400

  @Test func whatJumpsIsNotBelieved() {
    var watch = ClockWatch()
    func at(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1_000) }
    #expect(watch.look(at(1_000), elapsed: .seconds(0)) == nil)
    #expect(watch.isCalm(elapsed: .seconds(0)), "nothing speaks against it")
    #expect(watch.look(at(1_060), elapsed: .seconds(59)) == nil)
    #expect(watch.look(at(1_060 + 3_600), elapsed: .seconds(119)) == 3_540_000)
    #expect(!watch.isCalm(elapsed: .seconds(119)))
    #expect(watch.look(at(1_060 + 3_660), elapsed: .seconds(179)) == nil)
    #expect(!watch.isCalm(elapsed: .seconds(179)))
    #expect(watch.isCalm(elapsed: .seconds(119 + 900)))
    #expect(watch.look(at(0), elapsed: .seconds(1_100)) ?? 0 < 0)
    #expect(!watch.isCalm(elapsed: .seconds(1_100)))
  }

  @Test(arguments: Engine.all, [3_600, -86_400, 20 * year, -50 * year])
  func nothingIsLost(_ engine: Engine, _ jump: Int64) async throws {
    let test = try TestHub(engine)
    let ledger = try test.hub.ledger(Ledger.defaultOrg)
    try await test.run { visitor in
      func take(_ key: String, _ hour: Int) async throws {
        // Tokens end as well; a fresh one each time.
        let token = try test.token(.triager, name: key)
        let report = TestReport.text(
          asset: key, findings: [(key, "high", "Found \(key)")], at: "2026-11-27T\(hour):00:00Z")
        let reply = try await visitor.publish(report, token: token)
        #expect(reply.status == 201, "\(reply.text)")
        let found = try await visitor.get("/api/v1/findings?q=asset:\(key)", token: token)
        #expect(found.json?["items"]?[0]?["title"]?.text == "Found \(key)")
      }
      try await take("before", 10)
      test.clock.advance(seconds: jump)
      try await take("after", 11)
      test.clock.advance(seconds: -jump)
      try await take("again", 12)
    }
    let events = try ledger.log(from: 0, limit: 1_000)
    #expect(events.map(\.seq) == Array(0..<Int64(events.count)))
    #expect(try ledger.verify().isIntact)
    let rows = try ledger.findings(at: test.hub.clock()).rows
    #expect(Set(rows.map(\.title)) == ["Found before", "Found after", "Found again"])
  }

  @Test(arguments: Engine.all) func whatWasPutOffIsTakenUp(_ engine: Engine) async throws {
    let test = try TestHub(engine)
    let viewer = Viewer(
      org: Ledger.defaultOrg, actor: "ci:t", name: "t", account: nil, role: .ci, assets: ["shop"],
      means: .token(id: "t"))
    let report = TestReport.text(findings: [("k", "low", "K")])
    let job = try test.hub.enqueue(
      Array(report.utf8), ReportIntake.Claim(), "shop", by: viewer, at: test.hub.clock())
    // A worker of a time to come takes it, and dies.
    test.clock.advance(seconds: Self.year)
    let lease = test.hub.clock().milliseconds + Job.lease
    try test.hub.everything.write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute(
        "UPDATE hub_job SET state = 'running', lease = ? WHERE id = ?",
        [.integer(lease), .text(job.id)])
    }
    test.clock.advance(seconds: -Self.year)
    #expect(try !test.hub.workOnce(), "somebody else has it")
    try test.hub.forgetFuture(at: test.hub.clock())
    #expect(try test.hub.workOnce())
    #expect(try test.hub.job(job.id, Ledger.defaultOrg)?.state == "done")
  }

  @Test func sessionsOfTimesToComeEnd() async throws {
    let test = try TestHub(.sqlite)
    let ada = try test.person("ada@example.org", .admin)
    try await test.run { visitor in
      test.clock.advance(seconds: Self.year)
      _ = try test.enter(visitor, ada)
      #expect(try await visitor.get("/").status == 200)
      test.clock.advance(seconds: -Self.year)
      #expect(try await visitor.get("/").status == 303)
      _ = try test.enter(visitor, ada)
      test.clock.advance(seconds: -60)
      #expect(try await visitor.get("/").status == 200, "servers' clocks differ a little")
    }
  }
}
