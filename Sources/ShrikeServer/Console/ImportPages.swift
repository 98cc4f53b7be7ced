import HTTPTypes
import ShrikeConsole
import ShrikeFormats
import ShrikeIntake
import ShrikeLedger
import ShrikeModel

/// What comes in, how the hub does, and the form for a report by hand.
enum ImportPages {
  static let all: [Route] = [
    Route(
      .get, "/imports", .right(.read, .assets), "What came in, and how the hub does.",
      query: [Parameter("after", .text(26), "The last scan of the part before.")], imports),
    Route(
      .post, "/imports", .right(.publish, .assets), "Send a report in.",
      body: .multipart(
        limit: BodyReader.large,
        [Parameter("asset", .anyText(500), "What was scanned; what the report says.")]), upload),
  ]

  private static let rows = 50

  private static func imports(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, hub, after) = (try call.me, call.hub, call.query.text("after"))
    return try await call.page(Address.imports) { frame, ledger in
      let part = try ScanPages.list(viewer, asset: nil, after: after, limit: rows, ledger)
      let actors = try ledger.publishers(of: part.scans.map(\.id))
      let waiting = after == nil ? try hub.openJobs(viewer) : []
      return ImportsPage(
        frame: frame,
        imports: waiting.map { ImportRow($0) }
          + part.scans.map { ImportRow($0, by: actors[$0.id] ?? "") },
        health: try health(hub, viewer, ledger),
        next: part.next.map { Address.imports(after: $0) })
    }
  }

  private static func health(
    _ hub: Hub, _ viewer: Viewer, _ ledger: Ledger
  ) throws -> [HealthRow] {
    let size = try ledger.logSize()
    var rows = [
      HealthRow(
        part: "Ledger", verdict: .pass,
        facts: "\(hub.everything.dialect.name), \(Words.count(Int(size), "event"))")
    ]
    if let checkpoint = try ledger.lastCheckpoint() {
      rows.append(
        HealthRow(
          part: "Signed log", verdict: .pass,
          facts: "signed up to event \(checkpoint.size) of \(size)"))
    } else {
      rows.append(
        HealthRow(
          part: "Signed log", verdict: .notEvaluated(["no checkpoint has been signed yet"]),
          facts: ""))
    }
    let (waiting, failed) = try hub.deliveryCounts(viewer.org)
    if waiting + failed > 0 {
      rows.append(
        HealthRow(
          part: "Webhooks",
          verdict: failed > 0
            ? .fail(["\(Words.count(failed, "message")) could not be delivered"]) : .pass,
          facts: "\(Words.count(waiting, "message")) wait"))
    }
    return rows
  }

  private static func upload(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, now, hub) = (try call.me, call.now, call.hub)
    guard let file = call.file, !file.isEmpty else {
      return try call.telling(
        Toast("Nothing came in: choose a report first", isFailure: true), .see(Address.imports))
    }
    let claim = ReportIntake.Claim(asset: call.given.text("asset"))
    do throws(Problem) {
      if file.count > ScanRoutes.atOnce {
        try await call.wait {
          let record = try ScanIntake.read(file, claim, at: now)
          try ScanRoutes.admit(record, viewer)
          _ = try hub.enqueue(file, claim, record.asset, by: viewer, at: now)
        }
        return try call.telling(
          Toast("It is large and is read next; this page tells when it is in"),
          .see(Address.imports))
      }
      let outcome = try await call.ledger { ledger in
        let record = try ScanIntake.read(file, claim, at: now)
        try ScanRoutes.admit(record, viewer)
        return try ledger.publish(record, by: viewer.actor, at: now)
      }
      hub.feed.wake(viewer.org)
      return try call.telling(Toast(words(outcome)), .see(Address.scan(outcome.scan)))
    } catch {
      guard error.status.code < 500 else { throw error }
      let why = error.mistakes.first?.detail ?? error.detail ?? error.title
      return try call.telling(
        Toast("Nothing came in: \(why)", isFailure: true), .see(Address.imports))
    }
  }

  private static func words(_ outcome: PublishOutcome) -> String {
    if outcome.isRepeat { return "This report was here already; nothing changed" }
    let known = outcome.unchanged + outcome.changed + outcome.seen
    return "Taken in: \(outcome.opened) new, \(outcome.reopened) back, \(outcome.closed) fixed, "
      + "\(known) as before"
  }
}

extension ImportRow {
  init(_ scan: ScanRow, by actor: String) {
    let gaps = ScanPage.Part.read(scan).filter { !$0.isComplete }
    self.init(
      id: scan.id, at: scan.received, by: actor, tool: scan.tool, asset: scan.asset,
      results: scan.findings, gaps: gaps.compactMap(\.reason), scan: scan.id)
  }

  /// A report that waits, or could not be taken in.
  init(_ job: Job) {
    var failure: String?
    if job.state == "failed" {
      failure = "it cannot be read"
      if let answer = job.answer, case .success(let node) = JSON.read(Array(answer.utf8)) {
        failure =
          node["errors"]?.elements.first?["detail"]?.string ?? node["detail"]?.string
          ?? node["title"]?.string ?? failure
      }
    }
    self.init(
      id: job.id, at: job.created, by: job.actor, asset: job.asset,
      isRunning: failure == nil, failure: failure)
  }
}

extension Hub {
  /// Reports that wait, are being read, or could not be, the last first.
  func openJobs(_ viewer: Viewer) throws(LedgerError) -> [Job] {
    try tables(of: viewer.org).read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        """
        SELECT \(Job.columns) FROM hub_job
        WHERE org_id = ? AND state <> 'done' ORDER BY id DESC LIMIT 50
        """, [.text(viewer.org)]
      ).map { Job($0) }.filter { viewer.reaches($0.asset) }
    }
  }

  /// Messages of webhooks that wait, and that were given up.
  func deliveryCounts(_ org: String) throws(LedgerError) -> (waiting: Int, failed: Int) {
    try tables(of: org).read { (connection: any SQLConnection) throws(LedgerError) in
      var counts = (waiting: 0, failed: 0)
      try connection.rows(
        """
        SELECT state, COUNT(*) FROM hub_delivery
        WHERE org_id = ? AND state <> 'sent' GROUP BY state
        """, [.text(org)]
      ) { row in
        if row.text(0) == "failed" {
          counts.failed += Int(row.int(1))
        } else {
          counts.waiting += Int(row.int(1))
        }
      }
      return counts
    }
  }
}
