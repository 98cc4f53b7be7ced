import HTTPTypes
import Logging
import ShrikeFormats
import ShrikeIntake
import ShrikeLedger

/// A report that is taken in later, by any worker.
struct Job: Sendable, Hashable {
  var id: String
  var org: String
  var actor: String
  var asset: String
  var state: String
  var attempts: Int
  var created: Timestamp
  var ended: Timestamp?
  /// The outcome, or the problem, as JSON.
  var answer: String?

  static let columns = "id, org_id, actor, asset, state, attempts, created, ended, answer"
  /// A worker that was not heard of for so long has died.
  static let lease: Int64 = 5 * 60_000
  static let mostAttempts = 5

  init(_ row: SQLRow) {
    id = row.text(0)
    org = row.text(1)
    actor = row.text(2)
    asset = row.text(3)
    state = row.text(4)
    attempts = Int(row.int(5))
    created = row.time(6)
    ended = row.optionalTime(7)
    answer = row.optionalText(8)
  }
}

extension Hub {
  func enqueue(
    _ bytes: [UInt8], _ claim: ReportIntake.Claim, _ asset: String, by viewer: Viewer,
    at now: Timestamp
  ) throws -> Job {
    let id = nextID(now)
    let input = JSON.members([
      "asset": claim.asset.map { .string($0) }, "ref": claim.ref.map { .string($0) },
      "commit": claim.commit.map { .string($0) }, "scope": claim.scope.map { .string($0) },
      "tool": claim.tool.map { .string($0) }, "partial": .bool(claim.isPartial),
    ])
    try tables(of: viewer.org).write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute(
        """
        INSERT INTO hub_job
          (id, org_id, actor, asset, input, payload, state, attempts, lease, created)
        VALUES (?, ?, ?, ?, ?, ?, 'waiting', 0, 0, ?)
        """,
        [
          .text(id), .text(viewer.org), .text(viewer.actor), .text(asset),
          .text(String(decoding: input.bytes, as: UTF8.self)), .blob(bytes), SQLValue(now),
        ])
      try connection.announce(viewer.org)
    }
    feed.wake(viewer.org)
    guard let job = try job(id, viewer.org) else {
      throw Problem(.internalServerError, "internal", "The job was not kept")
    }
    return job
  }

  func job(_ id: String, _ org: String) throws(LedgerError) -> Job? {
    try tables(of: org).read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.row(
        "SELECT \(Job.columns) FROM hub_job WHERE org_id = ? AND id = ?", [.text(org), .text(id)]
      ).map { Job($0) }
    }
  }

  /// Takes the next job and does it; false: there was none. Several workers never take the same one.
  func workOnce() throws(LedgerError) -> Bool {
    let now = clock()
    let claimed = try everything.write {
      (connection: any SQLConnection) throws(LedgerError) -> (Job, String, [UInt8])? in
      let skip = connection.dialect.numbersParameters ? "FOR UPDATE SKIP LOCKED" : ""
      let row = try connection.row(
        """
        SELECT \(Job.columns), input, payload FROM hub_job
        WHERE state = 'waiting' OR (state = 'running' AND lease < ?) ORDER BY id LIMIT 1 \(skip)
        """, [SQLValue(now)])
      guard let row else { return nil }
      let job = Job(row)
      try connection.execute(
        "UPDATE hub_job SET state = 'running', attempts = attempts + 1, lease = ? WHERE id = ?",
        [.integer(now.milliseconds + Job.lease), .text(job.id)])
      return (job, row.text(9), row.blob(10))
    }
    guard let (job, input, payload) = claimed else { return false }
    let (state, answer) = traced("job", .consumer) { run(job, input, payload) }
    try tables(of: job.org).write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute(
        """
        UPDATE hub_job SET state = ?, answer = ?, ended = ?, payload = CASE WHEN ? = 'waiting' THEN payload ELSE ? END
        WHERE id = ?
        """,
        [
          .text(state), SQLValue(answer), state == "waiting" ? .null : SQLValue(clock()),
          .text(state), .blob([]), .text(job.id),
        ])
    }
    feed.wake(job.org)
    return true
  }

  private func run(_ job: Job, _ input: String, _ payload: [UInt8]) -> (String, String?) {
    var claim = ReportIntake.Claim()
    if case .success(let node) = JSON.read(Array(input.utf8)) {
      claim.asset = node["asset"]?.string
      claim.ref = node["ref"]?.string
      claim.commit = node["commit"]?.string
      claim.scope = node["scope"]?.string
      claim.tool = node["tool"]?.string
      claim.isPartial = node["partial"]?.bool ?? false
    }
    do {
      let record = try ScanIntake.read(payload, claim, at: clock())
      // The same report twice changes nothing, so that a job that was done but not noted does no harm.
      let outcome = try ledger(job.org).publish(record, by: job.actor, at: clock())
      let bytes = ScanRoutes.outcomeShape.bytes(outcome)
      return ("done", String(decoding: bytes, as: UTF8.self))
    } catch let error as LedgerError where Problem(error).status.code >= 500 {
      logger.error("job", metadata: ["id": "\(job.id)", "error": "\(error)"])
      if job.attempts + 1 < Job.mostAttempts { return ("waiting", nil) }
      return ("failed", Self.text(Problem(error)))
    } catch {
      let problem = error as? Problem ?? (error as? LedgerError).map { Problem($0) }
      return ("failed", problem.map(Self.text))
    }
  }

  private static func text(_ problem: Problem) -> String {
    String(decoding: Problem.shape.bytes(problem), as: UTF8.self)
  }
}

extension Hub {
  /// Forgets what has ended, and writes down which decisions have.
  func tidy(at now: Timestamp) throws(LedgerError) {
    let orgs = try everything.write { (connection: any SQLConnection) throws(LedgerError) in
      try Session.sweep(at: now, connection)
      let day = now.milliseconds - Timestamp.millisecondsPerDay
      try connection.execute("DELETE FROM hub_repeat WHERE at < ?", [.integer(day)])
      try connection.execute("DELETE FROM hub_link WHERE expires < ?", [.integer(day)])
      try connection.execute(
        "DELETE FROM hub_notice WHERE created < ?", [.integer(day - 29 * 86_400_000)])
      try connection.execute(
        "DELETE FROM hub_job WHERE ended < ?", [.integer(day - 6 * 86_400_000)])
      return try connection.rows("SELECT id FROM org ORDER BY id").map { $0.text(0) }
    }
    for org in orgs { try ledger(org).expireDecisions(at: now) }
  }
}
