import HTTPTypes
import ShrikeLedger
import ShrikeModel

/// The rules of deciding, the same for API and console: who may, on what, and when a second person is asked.
enum Deciding {
  static func decision(
    _ given: Given, source: Decision.Source, at now: Timestamp
  ) throws(Problem) -> Decision {
    let until = given.time("until")
    let kind: Decision.Kind
    switch given.text("kind") {
    case "accepted": kind = .accepted(until: until)
    case "false-positive": kind = .falsePositive
    case "not-affected": kind = .notAffected
    default: kind = .open
    }
    if until != nil, given.text("kind") != "accepted" {
      throw .invalid("until", "only an accepted risk has an end")
    }
    if let until, until <= now { throw .invalid("until", "it is over already") }
    return Decision(
      kind, reason: given.text("reason") ?? "", owner: given.text("owner"), source: source)
  }

  /// Decides, or proposes where the asker may only propose or the findings want two people.
  static func decide(
    _ references: [String], _ decision: Decision, _ call: Call
  ) async throws(Problem) -> FindingShapes.Act {
    let (viewer, now, hub) = (try call.me, call.now, call.hub)
    let act = try await call.ledger { ledger -> FindingShapes.Act in
      var ids: [String] = []
      var assets: Set<String> = []
      var worst = Severity.info
      for reference in references {
        let row = try FindingRoutes.find(reference, viewer, ledger, now).row
        ids.append(row.id)
        assets.insert(row.asset)
        worst = max(worst, row.severity)
      }
      let wantsTwo = hub.settings.secondPerson.map { worst >= $0 } ?? false
      if decision.kind == .open ? viewer.has(.decide) : viewer.has(.decide) && !wantsTwo {
        let outcome = try ledger.decide(ids, decision, by: viewer.actor, at: now)
        try hub.remember(outcome.batch, assets, viewer)
        return FindingShapes.Act(batch: outcome.batch, findings: outcome.findings)
      }
      let proposal = try hub.propose(ids, decision, by: viewer, at: now)
      for id in ids {
        try ledger.comment(
          id, "Proposes: \(proposal.words). \(decision.reason)", by: viewer.actor, at: now)
      }
      return FindingShapes.Act(batch: "", findings: ids, proposal: proposal.id)
    }
    hub.feed.wake(viewer.org)
    return act
  }

  static func assign(
    _ references: [String], to owner: String?, _ call: Call
  ) async throws(Problem) -> FindingShapes.Act {
    let (viewer, now) = (try call.me, call.now)
    let owner = owner == "me" ? viewer.actor : owner
    guard viewer.has(.decide) || owner == viewer.actor else {
      throw .forbidden("without the right to decide you can assign only yourself")
    }
    let act = try await call.ledger { ledger in
      let ids = try references.map { try FindingRoutes.find($0, viewer, ledger, now).row.id }
      let outcome = try ledger.assign(ids, to: owner, by: viewer.actor, at: now)
      return FindingShapes.Act(batch: outcome.batch, findings: outcome.findings)
    }
    call.hub.feed.wake(viewer.org)
    return act
  }

  /// One's own decisions, and others' for those who may confirm.
  static func undo(_ batch: String, _ call: Call) async throws(Problem) -> FindingShapes.Act {
    let (viewer, now, hub) = (try call.me, call.now, call.hub)
    let act = try await call.ledger { ledger in
      if let known = try hub.batch(batch, viewer.org) {
        guard known.assets.allSatisfy(viewer.reaches) else { throw Problem.notFound("batch") }
        guard known.actor == viewer.actor || viewer.has(.confirm) else {
          throw Problem.forbidden("somebody else decided this")
        }
      } else if viewer.assets != nil || !viewer.has(.confirm) {
        throw Problem.notFound("batch")
      }
      let outcome = try ledger.undo(batch, by: viewer.actor, at: now)
      return FindingShapes.Act(batch: outcome.batch, findings: outcome.findings)
    }
    hub.feed.wake(viewer.org)
    return act
  }
}

/// A decision that waits for a second person.
struct Proposal: Sendable, Hashable {
  var id: String
  var findings: [String]
  var kind: String
  var until: Timestamp?
  var reason: String
  var proposer: String
  var at: Timestamp
  /// `waiting`, `confirmed` or `refused`.
  var state: String
  var settledBy: String?
  var settledAt: Timestamp?
  var batch: String?

  static let columns = """
    id, findings, kind, until_time, reason, proposer, at, state, settled_by, settled_at, batch
    """

  init(_ row: SQLRow) {
    id = row.text(0)
    findings = row.text(1).split(separator: " ").map(String.init)
    kind = row.text(2)
    until = row.optionalTime(3)
    reason = row.text(4)
    proposer = row.text(5)
    at = row.time(6)
    state = row.text(7)
    settledBy = row.optionalText(8)
    settledAt = row.optionalTime(9)
    batch = row.optionalText(10)
  }

  init(
    id: String, findings: [String], kind: String, until: Timestamp?, reason: String,
    proposer: String, at: Timestamp
  ) {
    self.id = id
    self.findings = findings
    self.kind = kind
    self.until = until
    self.reason = reason
    self.proposer = proposer
    self.at = at
    state = "waiting"
  }

  /// With the last day on which it holds: what ends at a midnight held the day before.
  var words: String { kind + (until.map { " until \(Call.lastDay($0).date)" } ?? "") }

  var decision: Decision {
    let kind: Decision.Kind =
      switch kind {
      case "accepted": .accepted(until: until)
      case "false-positive": .falsePositive
      case "not-affected": .notAffected
      default: .open
      }
    return Decision(
      kind, reason: "\(reason) (proposed by \(proposer))", owner: proposer, source: .console)
  }
}

extension Hub {
  func propose(
    _ ids: [String], _ decision: Decision, by viewer: Viewer, at now: Timestamp
  ) throws(LedgerError) -> Proposal {
    let kind =
      switch decision.kind {
      case .accepted: "accepted"
      case .falsePositive: "false-positive"
      case .notAffected: "not-affected"
      case .open: "open"
      }
    var until: Timestamp?
    if case .accepted(let end) = decision.kind { until = end }
    let proposal = Proposal(
      id: nextID(now), findings: ids, kind: kind, until: until, reason: decision.reason,
      proposer: viewer.actor, at: now)
    try tables(of: viewer.org).write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute(
        """
        INSERT INTO hub_proposal
          (id, org_id, findings, kind, until_time, reason, proposer, at, state)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting')
        """,
        [
          .text(proposal.id), .text(viewer.org), .text(ids.joined(separator: " ")), .text(kind),
          SQLValue(until), .text(decision.reason), .text(viewer.actor), SQLValue(now),
        ])
    }
    return proposal
  }

  /// Who decided a batch, on which assets.
  func remember(
    _ batch: String, _ assets: Set<String>, _ viewer: Viewer
  ) throws(LedgerError) {
    try tables(of: viewer.org).write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute(
        "INSERT INTO hub_batch (org_id, batch, actor, assets) VALUES (?, ?, ?, ?)",
        [
          .text(viewer.org), .text(batch), .text(viewer.actor),
          SQLValue(Account.text(assets)),
        ])
    }
  }

  func batch(
    _ batch: String, _ org: String
  ) throws(LedgerError) -> (actor: String, assets: Set<String>)? {
    try tables(of: org).read { (connection: any SQLConnection) throws(LedgerError) in
      let row = try connection.row(
        "SELECT actor, assets FROM hub_batch WHERE org_id = ? AND batch = ?",
        [.text(org), .text(batch)])
      return row.map { ($0.text(0), Account.assets($0.text(1)) ?? []) }
    }
  }
}
