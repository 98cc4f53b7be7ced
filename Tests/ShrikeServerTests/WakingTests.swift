import DatabaseFixtures
import Logging
import ShrikeIntake
import ShrikeLedger
import Synchronization
import Testing

@testable import ShrikeServer

/// Servers that share a database hear of each other.
@Suite struct WakingTests {
  private static func hub(_ engine: Engine, _ file: String, _ schema: String) throws -> Hub {
    try Hub(
      engine.database(file: file, schema: schema), keys: TestHub.keys,
      settings: Hub.Settings(address: "http://127.0.0.1:7420"),
      logger: Logger(label: "test") { _ in KeptLog().handler }, threads: 2,
      clock: { TestHub.start })
  }

  /// Counts the ticks of an organisation.
  private final class Ticks: Sendable {
    private let count = Mutex(0)
    var seen: Int { count.withLock { $0 } }
    func follow(_ hub: Hub, _ org: String) async {
      for await _ in hub.feed.listen(org) { count.withLock { $0 += 1 } }
    }
  }

  private static func wait(_ what: String, until isDone: () throws -> Bool) async throws {
    for _ in 0..<1_000 {
      if try isDone() { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("\(what) did not happen")
  }

  private static func comment(_ hub: Hub, _ org: String) throws {
    try hub.ledger(org).putTeam("t", name: "T", by: "test", at: TestHub.start)
  }

  /// Connections that listen, in this schema's name.
  private static func listening(_ hub: Hub) throws -> [Int64] {
    try hub.everything.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        """
        SELECT pid FROM pg_stat_activity
        WHERE query = 'LISTEN "shrike_' || md5(current_schema()) || '"'
        """
      ).map { $0.int(0) }
    }
  }

  @Test(
    .enabled(if: Engine.all.contains(.postgres), "SHRIKE_TEST_POSTGRESQL names no server"),
    .timeLimit(.minutes(1)))
  func newsOfOtherServersComeAtOnce() async throws {
    let schema = Engine.schema()
    let (one, two) = (
      try Self.hub(.postgres, "", schema), try Self.hub(.postgres, "", schema)
    )
    let (ours, theirs) = (Ticks(), Ticks())
    // It never looks by itself while it is told.
    let pulse = HubPulse(two, short: .milliseconds(20), long: .seconds(3_600))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pulse.run() }
      group.addTask { await ours.follow(two, Ledger.defaultOrg) }
      group.addTask { await theirs.follow(two, "rival") }
      try await Self.wait("listening") { try Self.listening(two).count == 1 }
      try await Task.sleep(for: .milliseconds(100))
      _ = try one.ledger("rival")
      let before = (ours.seen, theirs.seen)
      try Self.comment(one, Ledger.defaultOrg)
      try await Self.wait("news") { ours.seen > before.0 }
      #expect(theirs.seen <= before.1 + 1, "others sleep on")
      // Cut off, it looks once, and listens again.
      let first = try Self.listening(two)
      let cut = ours.seen
      try one.everything.write { (connection: any SQLConnection) throws(LedgerError) in
        for pid in first {
          _ = try connection.rows(
            "SELECT pg_terminate_backend(CAST(? AS INTEGER))", [.integer(pid)])
        }
      }
      try await Self.wait("looking") { ours.seen > cut }
      try await Self.wait("listening again") {
        let now = try Self.listening(two)
        return now.count == 1 && now != first
      }
      try await Task.sleep(for: .milliseconds(100))
      let again = ours.seen
      try Self.comment(one, Ledger.defaultOrg)
      try await Self.wait("news again") { ours.seen > again }
      two.feed.close()
      group.cancelAll()
    }
  }

  @Test(arguments: Engine.all, [false, true]) func aWorkerTakesWhatIsThere(
    engine: Engine, _ isElsewhere: Bool
  ) async throws {
    let folder = try TemporaryFolder()
    let (file, schema) = (folder.path + "/ledger.db", Engine.schema())
    let serving = try Self.hub(engine, file, schema)
    let working = isElsewhere ? try Self.hub(engine, file, schema) : serving
    let viewer = Viewer(
      org: Ledger.defaultOrg, actor: "ci:t", name: "t", account: nil, role: .ci, assets: ["shop"],
      means: .token(id: "t"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await HubPulse(working).run() }
      group.addTask { try await HubWorker(working).run() }
      for round in 0..<3 {
        let report = TestReport.text(findings: [("k\(round)", "low", "F\(round)")])
        let job = try serving.enqueue(
          Array(report.utf8), ReportIntake.Claim(), "shop", by: viewer, at: TestHub.start)
        try await Self.wait("job \(round)") {
          try serving.job(job.id, Ledger.defaultOrg)?.state == "done"
        }
      }
      working.feed.close()
      group.cancelAll()
    }
  }
}
