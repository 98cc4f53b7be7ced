import ShrikeModel

extension Ledger {
  /// The organisation's deadlines.
  public func deadlines() throws(LedgerError) -> Deadlines {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try Deadlines(connection, org)
    }
  }

  /// Sets the organisation's deadlines; the due dates of all findings that are not fixed follow in the same
  /// transaction. The same ones again change nothing.
  ///
  /// `known`: those that are to be replaced; a conflict where others hold by now.
  public func set(
    _ deadlines: Deadlines, replacing known: Deadlines? = nil, by actor: String, at time: Timestamp
  ) throws(LedgerError) {
    guard deadlines.isValid else {
      throw LedgerError(
        .input,
        "a deadline is from \(Deadlines.range.lowerBound) to \(Deadlines.range.upperBound) days")
    }
    try act(by: actor, at: time) { (act: inout Act) throws(LedgerError) in
      let now = try Deadlines(act.connection, org)
      guard known ?? now == now else {
        throw LedgerError(
          .conflict, "somebody has set other deadlines since then", help: "read them again")
      }
      if deadlines != now { try act.record(.deadlines(DeadlinesStated(deadlines))) }
    }
  }
}

extension Deadlines {
  static let subject = "deadlines"
  static let verb = "deadlines.set"

  /// The last ones that the log has; the usual ones where nobody has set any.
  init(_ connection: any SQLConnection, _ org: String) throws(LedgerError) {
    let row = try connection.row(
      """
      SELECT bytes FROM event WHERE org_id = ? AND subject = ? AND verb = ?
      ORDER BY seq DESC LIMIT 1
      """, [.text(org), .text(Self.subject), .text(Self.verb)])
    if let row, case .deadlines(let body) = Event(row.blob(0))?.body {
      self = body.deadlines
    } else {
      self.init()
    }
  }
}

/// What the due dates of one asset's findings follow from.
struct DueTerms {
  private let deadlines: Deadlines
  private let criticality: String?

  init(_ connection: any SQLConnection, _ org: String, asset: String) throws(LedgerError) {
    deadlines = try Deadlines(connection, org)
    criticality = try connection.row(
      "SELECT criticality FROM asset WHERE org_id = ? AND id = ?", [.text(org), .text(asset)])?
      .optionalText(0)
  }

  /// Nil: there is no deadline.
  func days(_ weight: Int64, isExploited: Bool) -> Int? {
    term(weight, isExploited: isExploited)?.days
  }

  func term(_ weight: Int64, isExploited: Bool) -> Deadlines.Term? {
    deadlines.term(
      Severity(weight: weight), criticality: criticality, isExploited: isExploited)
  }
}

extension FindingFacts {
  /// Whether the report says that the weakness is known to be exploited: by an entry of the catalogue KEV, or by
  /// the property `kev` or `knownExploited`.
  var isExploited: Bool { Self.isExploited(detail) }

  static func isExploited(_ detail: CanonicalJSON) -> Bool {
    let properties = detail["properties"]
    if properties?.flag("kev") == true || properties?.flag("knownExploited") == true { return true }
    var lists = [detail.list("taxonomies")]
    if case .sorted(let members)? = properties { lists += members.map(\.value.elements) }
    return lists.joined().contains { $0.string?.hasPrefix("KEV-") == true }
  }

  /// The same of a row of `finding`, in SQL. Its `detail` has one spelling, and no text inside of it has a quote
  /// that does not follow a backslash. `REPLACE`, since it minds case on every database.
  static let exploited =
    "("
    + [#""kev":true"#, #""knownExploited":true"#, #"["KEV-"#, #","KEV-"#]
    .map { "REPLACE(finding.detail, '\($0)', '') <> finding.detail" }.joined(separator: " OR ")
    + ")"
}

extension DeadlinesStated {
  /// Makes the due dates follow, in a few statements however many findings there are. What is fixed keeps its
  /// date; it gets another when it is back.
  func apply(_ org: String, _ connection: any SQLConnection) throws(LedgerError) {
    // Every criticality is in one group.
    let criticalities: [(group: Deadlines.Group, condition: String)] = [
      (.critical, "criticality = 'critical'"), (.high, "criticality = 'high'"),
      (.low, "criticality = 'low'"),
      (.usual, "(criticality IS NULL OR criticality NOT IN ('critical', 'high', 'low'))"),
    ]
    for (group, condition) in criticalities {
      let due = self.due(group.rawValue)
      try connection.execute(
        """
        UPDATE finding SET due = \(due)
        WHERE org_id = ? AND observed <> 'absent' AND due <> \(due) AND asset IN (
          SELECT id FROM asset WHERE org_id = ? AND \(condition)\(asset == nil ? "" : " AND id = ?"))
        """, [.text(org), .text(org)] + (asset.map { [.text($0)] } ?? []))
    }
  }

  private func due(_ criticality: String) -> String {
    let cases = Severity.allCases.map { severity in
      let both = [true, false].map { isExploited -> String in
        let term = deadlines.term(severity, criticality: criticality, isExploited: isExploited)
        return term.map { "opened_at + \(Int64($0.days) * Timestamp.millisecondsPerDay)" }
          ?? "\(Timestamp.never.milliseconds)"
      }
      let due =
        both[0] == both[1]
        ? both[0] : "CASE WHEN \(FindingFacts.exploited) THEN \(both[0]) ELSE \(both[1]) END"
      return "WHEN \(severity.weight) THEN \(due)"
    }
    return "CASE weight \(cases.joined(separator: " ")) ELSE \(Timestamp.never.milliseconds) END"
  }
}
