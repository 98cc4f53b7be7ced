import HTTPTypes
import ShrikeLedger

/// Decisions that wait for a second person: listed, confirmed, refused.
enum Proposals {
  /// Those about findings the asker may see.
  static func waiting(_ call: Call) async throws(Problem) -> [Proposal] {
    let (viewer, now, hub) = (try call.me, call.now, call.hub)
    return try await call.ledger { ledger in
      try hub.proposals(viewer.org).filter { try isVisible($0, viewer, ledger, now) }
    }
  }

  private static func isVisible(
    _ proposal: Proposal, _ viewer: Viewer, _ ledger: Ledger, _ now: Timestamp
  ) throws -> Bool {
    guard viewer.assets != nil else { return true }
    return try proposal.findings.allSatisfy {
      try ledger.finding($0, at: now).map { viewer.reaches($0.row.asset) } ?? false
    }
  }

  /// Confirms or refuses. Nobody confirms their own, under whatever role; taking one's own back is refusing it.
  static func settle(
    _ id: String, isConfirmed: Bool, _ call: Call
  ) async throws(Problem) -> Proposal {
    let (viewer, now, hub) = (try call.me, call.now, call.hub)
    let settled = try await call.ledger { ledger -> Proposal in
      guard let proposal = try hub.proposal(id, viewer.org),
        try isVisible(proposal, viewer, ledger, now)
      else { throw Problem.notFound("proposal") }
      guard !isConfirmed || proposal.proposer != viewer.actor else {
        throw Problem.forbidden("somebody else must confirm what you proposed")
      }
      guard viewer.has(.confirm) || proposal.proposer == viewer.actor else {
        throw Problem.forbidden("only approvers refuse what others proposed")
      }
      // First come, first served; the second finds it settled.
      guard try hub.settle(proposal, isConfirmed, viewer, now) else {
        throw Problem(.conflict, "settled", "Somebody has settled it already")
      }
      guard isConfirmed else { return try hub.proposal(id, viewer.org) ?? proposal }
      do {
        let outcome = try ledger.decide(
          proposal.findings, proposal.decision, by: viewer.actor, at: now)
        try hub.note(proposal, outcome.batch, viewer.org)
        var assets: Set<String> = []
        for finding in proposal.findings {
          if let row = try ledger.finding(finding, at: now)?.row { assets.insert(row.asset) }
        }
        try hub.remember(outcome.batch, assets, viewer)
      } catch {
        try hub.reopen(proposal, viewer.org)
        throw error
      }
      return try hub.proposal(id, viewer.org) ?? proposal
    }
    hub.feed.wake(viewer.org)
    return settled
  }
}

extension Hub {
  func proposals(_ org: String) throws(LedgerError) -> [Proposal] {
    try tables(of: org).read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        """
        SELECT \(Proposal.columns) FROM hub_proposal
        WHERE org_id = ? AND state = 'waiting' ORDER BY id LIMIT 1000
        """, [.text(org)]
      ).map { Proposal($0) }
    }
  }

  func proposal(_ id: String, _ org: String) throws(LedgerError) -> Proposal? {
    try tables(of: org).read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.row(
        "SELECT \(Proposal.columns) FROM hub_proposal WHERE org_id = ? AND id = ?",
        [.text(org), .text(id)]
      ).map { Proposal($0) }
    }
  }

  /// False where it is settled already.
  fileprivate func settle(
    _ proposal: Proposal, _ isConfirmed: Bool, _ viewer: Viewer, _ now: Timestamp
  ) throws(LedgerError) -> Bool {
    try tables(of: viewer.org).write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute(
        """
        UPDATE hub_proposal SET state = ?, settled_by = ?, settled_at = ?
        WHERE id = ? AND org_id = ? AND state = 'waiting'
        """,
        [
          .text(isConfirmed ? "confirmed" : "refused"), .text(viewer.actor), SQLValue(now),
          .text(proposal.id), .text(viewer.org),
        ]) == 1
    }
  }

  fileprivate func note(
    _ proposal: Proposal, _ batch: String, _ org: String
  ) throws(LedgerError) {
    try tables(of: org).write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute(
        "UPDATE hub_proposal SET batch = ? WHERE id = ? AND org_id = ?",
        [.text(batch), .text(proposal.id), .text(org)])
    }
  }

  fileprivate func reopen(_ proposal: Proposal, _ org: String) throws(LedgerError) {
    try tables(of: org).write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.execute(
        """
        UPDATE hub_proposal SET state = 'waiting', settled_by = NULL, settled_at = NULL
        WHERE id = ? AND org_id = ?
        """, [.text(proposal.id), .text(org)])
    }
  }
}
