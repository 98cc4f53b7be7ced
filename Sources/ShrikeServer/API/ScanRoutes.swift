import HTTPTypes
import ShrikeFormats
import ShrikeIntake
import ShrikeLedger
import ShrikeModel

/// Scans: sent in, listed, compared; and the jobs that large ones become.
enum ScanRoutes {
  /// Reports above that many bytes become a job, unless the sender waits.
  static let atOnce = 4 << 20

  static let claims = [
    Parameter("asset", .text(500), "What was scanned, in place of what the report says."),
    Parameter("ref", .text(500), "The branch or tag."),
    Parameter("commit", .text(100), "The commit."),
    Parameter("scope", .text(500), "The folder that was looked at."),
    Parameter("tool", .text(100), "Whose report it is, where the content fits several."),
    Parameter("partial", .flag, "Only a part was looked at: closes nothing."),
    Parameter("wait", .flag, "Answer when it is done, however large."),
  ]

  static let all: [Route] = [
    Route(
      .post, "/api/v1/scans", .right(.publish, .assets),
      "Send a report in. The same report a second time changes nothing.", query: claims,
      body: .bytes(limit: BodyReader.large, summary: "A report, gzip allowed."),
      replies: [
        .json(.created, "taken in", outcomeShape), .json(.ok, "known already", outcomeShape),
        .json(.accepted, "it will be; ask for the job", jobShape),
      ], post),
    Route(
      .get, "/api/v1/scans", .right(.read, .assets), "Scans, the last made first.",
      query: [
        Parameter("asset", .text(500), "Of one asset."),
        Parameter("ref", .text(500), "Of one branch or tag."), FindingRoutes.cursor,
        FindingRoutes.limit,
      ], replies: [.json("a part of the list", scanPage)], list),
    Route(
      .get, "/api/v1/scans/{id}", .right(.read, .assets), "One scan.",
      replies: [.json("the scan", scanShape)], get),
    Route(
      .get, "/api/v1/scans/{id}/diff", .right(.read, .assets),
      "What a scan has that an earlier one had not, and the other way round.",
      query: [Parameter("base", .text(26), "The earlier scan.", isRequired: true)],
      replies: [.json("the difference", diffShape)], diff),
    Route(
      .get, "/api/v1/jobs/{id}", .right(.publish, .assets), "How a large report is getting on.",
      replies: [.json("the job", jobShape)], job),
  ]

  // MARK: shapes

  static let outcomeShape = Shape<PublishOutcome>.object(
    "ScanOutcome", "What a report did.",
    [
      .text("scan") { $0.scan }, .flag("repeat") { $0.isRepeat }, .integer("opened") { $0.opened },
      .integer("reopened") { $0.reopened }, .integer("closed") { $0.closed },
      .integer("changed") { $0.changed }, .integer("seen") { $0.seen },
      .integer("left") { $0.left }, .integer("missed") { $0.missed },
      .integer("unchanged") { $0.unchanged }, .integer("events") { $0.events },
    ])

  static let scanShape = Shape<ScanRow>.object(
    "Scan", "A scan; `coverage` tells which parts ran and which did not.",
    [
      .text("id") { $0.id }, .text("asset") { $0.asset }, .text("ref") { $0.ref },
      .text(ifAny: "commit") { $0.commit }, .text("tool") { $0.tool },
      .text("toolVersion") { $0.toolVersion }, .text("ruleset") { $0.ruleset },
      .text("scope") { $0.scope }, .time("time") { $0.time }, .time("received") { $0.received },
      .flag("complete") { $0.isComplete }, .integer("findings") { $0.findings },
      .json(ifAny: "coverage") { $0.coverage },
    ])

  private static let scanPage = Shape<Page<ScanRow>>.page(scanShape)

  private static let diffShape = Shape<ScanDiff>.object(
    "ScanDiff",
    "How the findings of two scans differ: the worst 1,000 of each kind, and how many there are.",
    [
      .list("new", FindingShapes.row) { $0.new }, .integer("newCount") { $0.newCount },
      .list("gone", FindingShapes.row) { $0.gone }, .integer("goneCount") { $0.goneCount },
      .integer("same") { $0.same },
    ])

  static let jobShape = Shape<Job>.object(
    "Job", "A report that waits or was taken in.",
    [
      .text("id") { $0.id },
      .word("state", ["waiting", "running", "done", "failed"]) { $0.state },
      .time("created") { $0.created }, .time(ifAny: "ended") { $0.ended },
      .json(ifAny: "answer") { $0.answer },
    ])

  // MARK: sending in

  private static func post(_ call: Call) async throws(Problem) -> Answer {
    let query = call.query
    let claim = ReportIntake.Claim(
      asset: query.text("asset"), ref: query.text("ref"), commit: query.text("commit"),
      scope: query.text("scope"), tool: query.text("tool"), isPartial: query.flag("partial"))
    return try await take(call.bytes, claim, isWaiting: query.flag("wait"), call)
  }

  static func take(
    _ bytes: [UInt8], _ claim: ReportIntake.Claim, isWaiting: Bool, _ call: Call
  ) async throws(Problem) -> Answer {
    let (viewer, now, hub) = (try call.me, call.now, call.hub)
    guard !bytes.isEmpty else { throw .invalid("", "the report is empty") }
    if bytes.count > atOnce, !isWaiting {
      // What is wrong is told at once, however long the taking in takes.
      let job = try await call.wait {
        let record = try ScanIntake.read(bytes, claim, at: now)
        try admit(record, viewer)
        return try hub.enqueue(bytes, claim, record.asset, by: viewer, at: now)
      }
      var answer = Answer.json(job, jobShape, status: .accepted)
      answer.headers[.location] = "/api/v1/jobs/\(job.id)"
      return answer
    }
    let outcome = try await call.ledger { ledger in
      let record = try ScanIntake.read(bytes, claim, at: now)
      try admit(record, viewer)
      return try ledger.publish(record, by: viewer.actor, at: now)
    }
    hub.feed.wake(viewer.org)
    hub.metrics.add("shrike_scans_total{result=\"\(outcome.isRepeat ? "repeat" : "new")\"}")
    return .json(outcome, outcomeShape, status: outcome.isRepeat ? .ok : .created)
  }

  static func admit(_ record: ScanRecord, _ viewer: Viewer) throws(Problem) {
    guard viewer.reaches(record.asset) else {
      throw .forbidden("this token sends in scans of other assets")
    }
  }

  // MARK: asking

  static func find(_ id: String, _ viewer: Viewer, _ ledger: Ledger) throws -> ScanRow {
    guard let scan = try ledger.scan(id), viewer.reaches(scan.asset) else {
      throw Problem.notFound("scan")
    }
    return scan
  }

  private static func list(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, query) = (try call.me, call.query)
    let limit = query.integer("limit") ?? 50
    let page = try await call.ledger { ledger -> Page<ScanRow> in
      var before = try query.text("cursor").map { try find($0, viewer, ledger) }
      var rows: [ScanRow] = []
      // Those of other assets are passed over.
      while rows.count <= limit {
        let part = try ledger.scans(
          asset: query.text("asset"), ref: query.text("ref"), before: before, limit: limit + 1)
        rows += part.filter { viewer.reaches($0.asset) }
        guard part.count > limit else { break }
        before = part.last
      }
      let shown = rows.prefix(limit)
      return Page(items: Array(shown), next: rows.count > limit ? shown.last?.id : nil)
    }
    return .json(page, scanPage)
  }

  private static func get(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, id) = (try call.me, call.parameter("id"))
    return .json(try await call.ledger { try find(id, viewer, $0) }, scanShape)
  }

  private static func diff(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, id, now) = (try call.me, call.parameter("id"), call.now)
    let base = call.query.text("base") ?? ""
    let diff = try await call.ledger { ledger in
      let (new, old) = (try find(id, viewer, ledger), try find(base, viewer, ledger))
      return try ledger.scanDiff(from: old.id, to: new.id, at: now)
    }
    return .json(diff, diffShape)
  }

  private static func job(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, id, hub) = (try call.me, call.parameter("id"), call.hub)
    let job = try await call.wait { try hub.job(id, viewer.org) }
    guard let job, viewer.reaches(job.asset) else { throw .notFound("job") }
    return .json(job, jobShape)
  }
}
