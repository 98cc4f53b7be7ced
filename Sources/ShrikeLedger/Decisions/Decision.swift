/// What people decided about a finding. It stays when the finding is fixed, and holds again when it is back.
public struct Decision: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// The risk is taken, until that time at most.
    case accepted(until: Timestamp?)
    case falsePositive
    /// The product is not affected, as VEX has it.
    case notAffected
    /// Whatever was decided before no longer holds.
    case open
  }

  /// Where a decision is written.
  public enum Source: String, Sendable, Hashable, CaseIterable {
    case console, cli, api, vex, file
  }

  public var kind: Kind
  public var reason: String
  /// Who answers for it.
  public var owner: String?
  public var source: Source

  public init(_ kind: Kind, reason: String, owner: String? = nil, source: Source = .cli) {
    self.kind = kind
    self.reason = reason
    self.owner = owner
    self.source = source
  }

  var word: String? {
    switch kind {
    case .accepted: FindingState.accepted.rawValue
    case .falsePositive: FindingState.falsePositive.rawValue
    case .notAffected: FindingState.notAffected.rawValue
    case .open: nil
    }
  }

  var until: Timestamp? {
    if case .accepted(let until) = kind { return until }
    return nil
  }
}

/// What an act on findings did.
public struct ActOutcome: Sendable, Hashable {
  /// The batch it can be undone by.
  public var batch: String
  /// Findings it changed.
  public var findings: [String]
  public var events: Range<Int64>
}

extension Ledger {
  /// Decides about findings, all of them or none. Deciding the same again changes nothing.
  @discardableResult
  public func decide(
    _ findings: [String], _ decision: Decision, by actor: String, at time: Timestamp
  ) throws(LedgerError) -> ActOutcome {
    guard !decision.reason.allSatisfy(\.isWhitespace) else {
      throw LedgerError(.input, "a decision needs a reason", help: "say in a sentence why it holds")
    }
    if let until = decision.until, until <= time {
      throw LedgerError(.input, "the end of the decision, \(until.text), is over")
    }
    return try act(by: actor, at: time) { (act: inout Act) throws(LedgerError) in
      var outcome = ActOutcome(batch: nextID(at: time), findings: [], events: 0..<0)
      for finding in findings.distinct {
        let now = try Self.decision(of: finding, act)
        if now.kind == decision.word, now.until == decision.until?.milliseconds,
          now.reason == decision.reason, now.owner == decision.owner
        {
          continue
        }
        outcome.findings.append(finding)
        try act.record(
          .decided(
            FindingDecided(
              finding: finding, decision: nextID(at: time), kind: decision.word,
              until: decision.until?.milliseconds, reason: decision.reason, owner: decision.owner,
              source: decision.source.rawValue, batch: outcome.batch, before: now.id)))
      }
      outcome.events = act.events
      return outcome
    }
  }

  private struct Decided {
    var id: String?
    var kind: String?
    var until: Int64?
    var reason: String?
    var owner: String?
  }

  private static func decision(of finding: String, _ act: Act) throws(LedgerError) -> Decided {
    let row = try act.connection.row(
      """
      SELECT finding.decision, decision_kind, decision_until, reason, decision.owner
      FROM finding LEFT JOIN decision
        ON decision.org_id = finding.org_id AND decision.id = finding.decision
      WHERE finding.org_id = ? AND finding.id = ?
      """, [.text(act.org), .text(finding)])
    guard let row else { throw unknown(finding) }
    return Decided(
      id: row.optionalText(0), kind: row.optionalText(1), until: row.optionalInt(2),
      reason: row.optionalText(3), owner: row.optionalText(4))
  }

  static func unknown(_ finding: String) -> LedgerError {
    LedgerError(.notFound, "there is no finding '\(finding)'")
  }

  /// Takes the decisions of a batch back; what was decided before holds again. Refused where somebody has decided
  /// anew since.
  @discardableResult
  public func undo(
    _ batch: String, by actor: String, at time: Timestamp
  ) throws(LedgerError) -> ActOutcome {
    try act(by: actor, at: time) { (act: inout Act) throws(LedgerError) in
      let decisions = try act.connection.rows(
        "SELECT id, finding FROM decision WHERE org_id = ? AND batch = ? ORDER BY id",
        [.text(org), .text(batch)])
      guard !decisions.isEmpty else {
        throw LedgerError(.notFound, "there is no decision of the batch '\(batch)'")
      }
      var outcome = ActOutcome(batch: batch, findings: [], events: 0..<0)
      for row in decisions {
        let (decision, finding) = (row.text(0), row.text(1))
        guard try Self.decision(of: finding, act).id == decision else {
          throw LedgerError(
            .conflict, "somebody has decided anew about finding '\(finding)' since then",
            help: "decide about it by itself")
        }
        let before = try Self.event(of: decision, finding, act)
        var after: SQLRow?
        if let before {
          after = try act.connection.row(
            "SELECT kind, until_time FROM decision WHERE org_id = ? AND id = ?",
            [.text(org), .text(before)])
        }
        let kind = after?.text(0)
        outcome.findings.append(finding)
        try act.record(
          .undone(
            DecisionUndone(
              finding: finding, decision: decision, after: before,
              afterKind: kind == "open" ? nil : kind, afterUntil: after?.optionalInt(1))))
      }
      outcome.events = act.events
      return outcome
    }
  }

  /// The decision that the event of a decision says it replaced.
  private static func event(
    of decision: String, _ finding: String, _ act: Act
  ) throws(LedgerError) -> String? {
    let rows = try act.connection.rows(
      "SELECT bytes FROM event WHERE org_id = ? AND subject = ? AND verb = ? ORDER BY seq DESC",
      [.text(act.org), .text(finding), "finding.decided"])
    for row in rows {
      if case .decided(let body) = Event(row.blob(0))?.body, body.decision == decision {
        return body.before
      }
    }
    return nil
  }

  /// Writes down which decisions and waivers have ended. What is shown is right without; it makes the queue fast
  /// and puts the end into the findings' history. Call it now and then.
  @discardableResult
  public func expireDecisions(at time: Timestamp) throws(LedgerError) -> Int {
    try act(by: "ledger", at: time) { (act: inout Act) throws(LedgerError) in
      let rows = try act.connection.rows(
        "SELECT id, state_until FROM finding WHERE org_id = ? AND state_until <= ? ORDER BY id",
        [.text(org), SQLValue(time)])
      for row in rows {
        try act.record(.expired(DecisionExpired(finding: row.text(0), until: row.int(1))))
      }
      return rows.count
    }
  }

  // MARK: people's words

  /// Adds a comment; its id.
  @discardableResult
  public func comment(
    _ finding: String, _ text: String, by actor: String, at time: Timestamp
  ) throws(LedgerError) -> String {
    guard !text.allSatisfy(\.isWhitespace) else {
      throw LedgerError(.input, "the comment is empty")
    }
    guard text.utf8.count <= Self.longestComment else {
      throw LedgerError(
        .input, "the comment is longer than \(Self.longestComment) bytes",
        help: "put it where the team keeps long texts, and link it")
    }
    return try act(by: actor, at: time) { (act: inout Act) throws(LedgerError) in
      _ = try Self.decision(of: finding, act)
      let id = nextID(at: time)
      try act.record(.commented(FindingCommented(finding: finding, comment: id, text: text)))
      return id
    }
  }

  static let longestComment = 65_536

  /// Makes somebody the owner of findings; nil: nobody.
  @discardableResult
  public func assign(
    _ findings: [String], to owner: String?, by actor: String, at time: Timestamp
  ) throws(LedgerError) -> ActOutcome {
    try act(by: actor, at: time) { (act: inout Act) throws(LedgerError) in
      var outcome = ActOutcome(batch: nextID(at: time), findings: [], events: 0..<0)
      for finding in findings.distinct {
        guard
          let row = try act.connection.row(
            "SELECT owner FROM finding WHERE org_id = ? AND id = ?", [.text(org), .text(finding)])
        else { throw Self.unknown(finding) }
        guard row.optionalText(0) != owner else { continue }
        outcome.findings.append(finding)
        try act.record(
          .assigned(
            FindingAssigned(finding: finding, owner: owner, before: row.optionalText(0))))
      }
      outcome.events = act.events
      return outcome
    }
  }
}

extension [String] {
  /// Each once, in order.
  var distinct: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
