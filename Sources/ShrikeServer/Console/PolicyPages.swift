import HTTPTypes
import ShrikeConsole
import ShrikeGovern
import ShrikeLedger
import ShrikeModel

/// The policies of the gate, and what they would have said of scans that came in.
enum PolicyPages {
  static let all: [Route] = [
    Route(.get, "/policies", .right(.read, .assets), "The policies of the gate.", policies),
    Route(
      .get, "/policies/{id}", .right(.read, .assets), "One policy, its tests, a dry run.",
      query: [Parameter("dry-run", .integer(1...90), "Over the scans of so many days.")], policy),
  ]

  /// A dry run asks about so many scans at most, the last ones.
  private static let mostScans = 100
  /// And takes no longer than that.
  private static let longest = Duration.seconds(2)
  /// Findings of one scan that are looked at; those with the most come first.
  private static let mostFindings = 2_000

  /// What switches a policy on that is off unless `gate` of shrike.yml says otherwise.
  private static let switches: [String: [String: JSON]] = [
    "secrets": ["secrets": .string("always")],
    "known-exploited": ["knownExploited": .string("always")],
    "coverage": ["coverage": .string("required")], "new-only": ["newOnly": .bool(true)],
  ]
  /// What the ledger does not keep, so that nobody can tell what the policy would have said.
  private static let unknown = [
    "undecidable": "scans do not bring along which checks could not be decided",
    "severity-by-environment": "it is not known in which environment findings stand",
  ]

  private static func policies(_ call: Call) async throws(Problem) -> Answer {
    let viewer = try call.me
    return try await call.page(Address.policies) { frame, ledger in
      guard let shelf = call.hub.policies else { return PoliciesPage(frame: frame, rows: []) }
      let last = try ScanPages.list(viewer, asset: nil, after: nil, limit: 1, ledger).scans.first
      var answers: [String: PolicyAnswer] = [:]
      if let last, let input = try question(last, [:], ledger, call.now).input {
        for part in shelf.gate.decide(input, now: nanoseconds(last)).parts {
          answers[part.id] = part
        }
      }
      return PoliciesPage(
        frame: frame, rows: shelf.entries.map { row($0, answers[$0.id], last) },
        about: last.map { "about the last scan, of \($0.asset)" })
    }
  }

  private static func policy(_ call: Call) async throws(Problem) -> Answer {
    let (viewer, id, days) = (try call.me, call.parameter("id"), call.query.integer("dry-run"))
    guard let shelf = call.hub.policies, let entry = shelf.entries.first(where: { $0.id == id })
    else { throw .notFound("policy") }
    return try await call.page(Address.policy(id, dryRun: days != nil)) { frame, ledger in
      var page = PolicyPage(
        frame: frame, policy: row(entry, nil, nil), text: entry.text, tests: entry.tests)
      guard let days else { return page }
      if let why = unknown[id] {
        page.unknown = why
      } else {
        page.dryRun = try dryRun(id, days, viewer, shelf, ledger, call.now)
      }
      return page
    }
  }

  private static func row(
    _ entry: PolicyShelf.Entry, _ answer: PolicyAnswer?, _ scan: ScanRow?
  ) -> PolicyRow {
    PolicyRow(
      id: entry.id, title: entry.title, source: "built in", applies: answer?.applies ?? true,
      testsPassed: entry.passed, testsFailed: entry.failed,
      last: answer.flatMap { unknown[entry.id].map { .notEvaluated([$0]) } ?? verdict($0) },
      lastAsked: answer == nil ? nil : scan?.time)
  }

  /// Nil where it was not asked.
  private static func verdict(_ answer: PolicyAnswer) -> Verdict? {
    guard answer.applies else { return nil }
    if !answer.fails.isEmpty { return .fail(answer.fails.map(\.message)) }
    return answer.undecided.isEmpty ? .pass : .notEvaluated(answer.undecided.map(\.message))
  }

  // MARK: dry run

  private static func dryRun(
    _ id: String, _ days: Int, _ viewer: Viewer, _ shelf: PolicyShelf, _ ledger: Ledger,
    _ now: Timestamp
  ) throws -> PolicyPage.DryRun {
    let end = ContinuousClock.now + longest
    let since = now.adding(days: -days)
    let scans = try ScanPages.list(viewer, asset: nil, after: nil, limit: mostScans, ledger).scans
      .filter { $0.time >= since }
    var run = PolicyPage.DryRun(days: days, scans: 0, stopped: [])
    run.isCut = scans.count == mostScans
    for scan in scans {
      guard ContinuousClock.now < end else {
        run.isCut = true
        break
      }
      guard let input = try question(scan, switches[id] ?? [:], ledger, now).input else { continue }
      run.scans += 1
      let parts = shelf.gate.decide(input, now: nanoseconds(scan)).parts
      guard let part = parts.first(where: { $0.id == id }) else { continue }
      switch verdict(part) {
      case nil, .pass?: break
      case let verdict?:
        run.stopped.append(
          .init(
            asset: scan.asset, ref: scan.ref, at: scan.time, verdict: verdict, scan: scan.id))
      }
    }
    return run
  }

  private static func question(
    _ scan: ScanRow, _ settings: [String: JSON], _ ledger: Ledger, _ now: Timestamp
  ) throws -> PolicyQuestion {
    let found = try ledger.findings(ofScan: scan.id, limit: mostFindings, at: now)
    let before = try ledger.scan(before: scan).map {
      try ledger.findings(ofScan: $0.id, limit: mostFindings, at: now)
    }
    return PolicyQuestion(
      scan: scan, findings: found.map(\.row), known: Set((before ?? []).map(\.row.id)),
      exploited: Set(found.filter { $0.detail.contains("\"knownExploited\":true") }.map(\.row.id)),
      settings: settings)
  }

  private static func nanoseconds(_ scan: ScanRow) -> Int64 {
    scan.time.milliseconds * 1_000_000
  }
}
