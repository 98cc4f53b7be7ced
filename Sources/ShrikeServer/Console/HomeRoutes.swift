import HTTPTypes
import ShrikeConsole
import ShrikeLedger

/// The first page: what needs whoever looks.
enum HomeRoutes {
  static let all: [Route] = [
    Route(.get, "/", .account, "The first page.", home)
  ]

  /// Rows of each of its lists.
  private static let rows = 7
  /// Of what is new, so many of the last are looked at for the worst.
  private static let newest = 200

  private static func home(_ call: Call) async throws(Problem) -> Answer {
    let viewer = try call.me
    guard viewer.has(.read) else { return .see(Address.account) }
    return try await call.page(Address.home) { frame, ledger in
      let now = call.now
      let mine = try FindingRoutes.question("owner:me state:open", viewer)
      let lastVisit = try call.hub.lastVisit(viewer, at: now)
      let since = lastVisit ?? now.adding(days: -7)
      let fresh = try FindingRoutes.question("state:open", viewer)
      let unknown = try ledger.doubtfulScans(
        assets: viewer.assets, stale: now.adding(days: -Call.staleDays))
      let approvals = try approvals(call, viewer, ledger)
      let questions = try questions(call, viewer, ledger)
      return HomePage(
        frame: frame,
        mine: .init(
          try ledger.findings(mine, order: .due, limit: rows, at: now).rows,
          total: try ledger.tally(mine, at: now)),
        approvals: .init(Array(approvals.prefix(rows)), total: Tally(approvals.count)),
        questions: .init(Array(questions.prefix(rows)), total: Tally(questions.count)),
        fresh: .init(
          try worst(ledger.findings(fresh, order: .newest, since: since, limit: newest, at: now)),
          total: try ledger.tally(fresh, since: since, at: now)),
        lastVisit: lastVisit,
        unknown: .init(
          unknown.prefix(rows).map { Unknown($0, at: now) }, total: .init(unknown.count)),
        lastScan: try lastScan(viewer, ledger),
        nextDue: viewer.assets == nil ? try ledger.nextDue(after: now) : nil)
    }
  }

  /// The worst of what came last.
  private static func worst(_ page: FindingPage) -> [FindingRow] {
    let sorted = page.rows.sorted { ($1.severity, $0.number) < ($0.severity, $1.number) }
    return Array(sorted.prefix(rows))
  }

  /// What the viewer could confirm: not their own, and only about what they see.
  private static func approvals(
    _ call: Call, _ viewer: Viewer, _ ledger: Ledger
  ) throws -> [Approval] {
    guard viewer.has(.confirm) else { return [] }
    let proposals = try call.hub.proposals(viewer.org).filter { $0.proposer != viewer.actor }
    var approvals: [Approval] = []
    for proposal in proposals {
      let rows = try ledger.findings(ids: proposal.findings, at: call.now)
      guard let first = rows.first, rows.allSatisfy({ viewer.reaches($0.asset) }) else { continue }
      approvals.append(Approval(proposal, about: first, of: rows.count, now: call.now))
      // More than can be shown need not be read; how many there are is told by the list's length.
      if approvals.count > Call.mostCounted { break }
    }
    return approvals
  }

  private static func questions(
    _ call: Call, _ viewer: Viewer, _ ledger: Ledger
  ) throws -> [Question] {
    let mentions = try call.hub.mentions(viewer)
    guard !mentions.isEmpty else { return [] }
    let rows = try ledger.findings(ids: mentions.map(\.finding), at: call.now)
    return mentions.compactMap { mention in
      guard let row = rows.first(where: { $0.id == mention.finding }), viewer.reaches(row.asset)
      else { return nil }
      return Question(
        finding: row.number, title: row.title, author: mention.author, at: mention.at,
        text: mention.text)
    }
  }

  private static func lastScan(_ viewer: Viewer, _ ledger: Ledger) throws -> ScanRow? {
    guard let assets = viewer.assets else { return try ledger.scans(limit: 1).first }
    return try assets.sorted().prefix(50).compactMap { try ledger.scans(asset: $0, limit: 1).first }
      .max { $0.time < $1.time }
  }
}

extension Ledger {
  /// How many findings there are, counted up to what is shown beside a name.
  func tally(
    _ query: FindingQuery, since: Timestamp? = nil, before: Timestamp? = nil,
    limit: Int = Call.mostCounted, at now: Timestamp
  ) throws(LedgerError) -> Tally {
    Tally(
      try count(query, atMost: limit + 1, since: since, before: before, at: now), limit: limit)
  }
}

extension Unknown {
  /// A scan that is no good word about its asset today.
  init(_ scan: ScanRow, at now: Timestamp) {
    let gaps = ScanPage.Part.read(scan).filter { !$0.isComplete }
    let reasons = gaps.map { part in
      (part.name.isEmpty ? "" : "\(part.name): ") + (part.reason ?? "it was not finished")
    }
    self.init(
      asset: scan.asset,
      reason: scan.isComplete
        ? "the last scan is \(Words.span(milliseconds: now.milliseconds - scan.time.milliseconds)) old"
        : reasons.isEmpty ? "the last scan was not whole" : reasons.joined(separator: "; "),
      since: scan.time, help: scan.isComplete ? "scan it again" : "mend that and scan it again",
      scan: scan.id)
  }
}

extension Approval {
  init(_ proposal: Proposal, about finding: FindingRow, of count: Int, now: Timestamp) {
    let act =
      switch proposal.kind {
      case "accepted":
        "accept the risk"
          + (proposal.until.map { " until \(Words.day(Call.lastDay($0), now: now))" } ?? "")
      case "false-positive": "call it a false positive"
      case "not-affected": "say that it is not affected"
      default: "open it again"
      }
    self.init(
      id: proposal.id, finding: finding, proposedBy: proposal.proposer, at: proposal.at,
      act: count > 1 ? "\(act), with \(Words.count(count - 1, "other finding"))" : act,
      reason: proposal.reason)
  }
}
