/// A finding with everything that is known of it.
public struct FindingDetail: Sendable, Hashable {
  public struct Occurrence: Sendable, Hashable {
    public var ref: String
    public var scope: String
    /// Whether it still stands there.
    public var isPresent: Bool
    public var path: String
    /// 0: the whole file.
    public var line: Int
    public var column: Int?
    public var endLine: Int?
    public var endColumn: Int?
    /// The line, secrets struck out.
    public var code: String
    public var note: String?
    public var commit: String?
    public var scan: String
  }

  public struct DecisionRow: Sendable, Hashable {
    public var id: String
    /// `accepted`, `false-positive`, `not-affected` or `open`.
    public var kind: String
    public var until: Timestamp?
    public var reason: String
    public var owner: String?
    public var source: String
    public var actor: String
    public var at: Timestamp
    /// Undo it by this.
    public var batch: String?
    /// When it was replaced or taken back.
    public var ended: Timestamp?
  }

  public struct Comment: Sendable, Hashable {
    public var id: String
    public var author: String
    public var at: Timestamp
    public var text: String
  }

  public var row: FindingRow
  public var occurrences: [Occurrence]
  public var decisions: [DecisionRow]
  public var comments: [Comment]
  /// Evidence, subject, taxonomies, remedy, properties, related places and waivers, as JSON.
  public var detail: String
  /// What its rule says of itself, as JSON; nil where no scan brought it.
  public var rule: String?
  public var timeline: [TimelineEntry]
  /// Which deadline it has and why; nil: none.
  public var term: Deadlines.Term?
  /// Those who answer for its file by CODEOWNERS, as they are written there, and whom nobody here is known by.
  public var unknownOwners: [String] = []
}

/// Something that happened to a finding, in words.
public struct TimelineEntry: Sendable, Hashable {
  public var seq: Int64
  public var at: Timestamp
  public var actor: String
  /// `finding.opened`, …
  public var verb: String
  /// A sentence without its subject: `moved to src/app.py:13`.
  public var text: String
  public var scan: String?

  public init(
    seq: Int64, at: Timestamp, actor: String, verb: String, text: String, scan: String? = nil
  ) {
    self.seq = seq
    self.at = at
    self.actor = actor
    self.verb = verb
    self.text = text
    self.scan = scan
  }
}

extension Ledger {
  /// By id, or by number with or without `#`, or by identity where only one has it; nil: there is none.
  public func findingID(_ reference: String) throws(LedgerError) -> String? {
    let bare = reference.hasPrefix("#") ? String(reference.dropFirst()) : reference
    return try database.read { (connection: any SQLConnection) throws(LedgerError) in
      if ULIDSource.isULID(bare.uppercased()) {
        return try connection.row(
          "SELECT id FROM finding WHERE org_id = ? AND id = ?",
          [.text(org), .text(bare.uppercased())])?.text(0)
      }
      if let number = Int64(bare), bare.utf8.count < 12 {
        let row = try connection.row(
          """
          SELECT id FROM finding WHERE slot = (SELECT number FROM org WHERE id = ?) * ? + ?
          """, [.text(org), .integer(Projector.numbers), .integer(number)])
        if let row { return row.text(0) }
      }
      guard bare.utf8.count >= 8 else { return nil }
      let rows = try connection.rows(
        """
        SELECT id FROM finding WHERE org_id = ? AND identity >= ? AND identity < ?
        ORDER BY id LIMIT 2
        """, [.text(org), .text(bare), .text(bare + "\u{FFFD}")])
      guard rows.count < 2 else {
        throw LedgerError(
          .input, "several findings begin with '\(bare)'", help: "give the number: #42")
      }
      return rows.first?.text(0)
    }
  }

  /// Everything about a finding; nil where there is none.
  public func finding(_ id: String, at now: Timestamp) throws(LedgerError) -> FindingDetail? {
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      guard
        let row = try connection.row(
          """
          SELECT \(FindingRow.columns), finding.detail FROM \(FindingRow.source)
          WHERE finding.org_id = ? AND finding.id = ?
          """, [.text(org), .text(id)])
      else { return nil }
      let finding = FindingRow(row, at: now)
      let facts = CanonicalJSON(Array(row.text(FindingRow.columnCount).utf8)) ?? .null
      var detail = FindingDetail(
        row: finding, occurrences: try occurrences(id, connection),
        decisions: try decisions(id, connection), comments: try comments(id, connection),
        detail: row.text(FindingRow.columnCount),
        rule: try connection.row(
          "SELECT body FROM rule WHERE org_id = ? AND id = ?", [.text(org), .text(finding.rule)])?
          .text(0),
        timeline: try timeline(id, connection))
      detail.term = try term(finding, facts, connection)
      let owners = facts["properties"]?.list("owners").compactMap(\.string) ?? []
      if !owners.isEmpty {
        let known = try OwnerHandles(connection, org)
        detail.unknownOwners = owners.filter { !known.isKnown($0) }
      }
      return detail
    }
  }

  /// Why it is due when it is; nil also where its date comes from deadlines that hold no longer.
  private func term(
    _ row: FindingRow, _ facts: CanonicalJSON, _ connection: any SQLConnection
  ) throws(LedgerError) -> Deadlines.Term? {
    let asset = try connection.row(
      "SELECT id FROM asset WHERE org_id = ? AND name = ?", [.text(org), .text(row.asset)])
    guard let asset, let due = row.due else { return nil }
    let term = try DueTerms(connection, org, asset: asset.text(0))
      .term(row.severity.weight, isExploited: FindingFacts.isExploited(facts))
    return term.flatMap { row.openedAt.adding(days: $0.days) == due ? $0 : nil }
  }

  private func occurrences(
    _ id: String, _ connection: any SQLConnection
  ) throws(LedgerError) -> [FindingDetail.Occurrence] {
    try connection.rows(
      """
      SELECT lane.ref, lane.scope, occurrence.path, occurrence.line, occurrence.code,
        occurrence.place, occurrence.scan, (
          SELECT COUNT(*) FROM sighting
          WHERE sighting.org_id = occurrence.org_id AND sighting.finding = occurrence.finding
          AND sighting.lane = occurrence.lane AND sighting.gone_rank IS NULL)
      FROM occurrence JOIN lane ON lane.org_id = occurrence.org_id AND lane.id = occurrence.lane
      WHERE occurrence.org_id = ? AND occurrence.finding = ?
      ORDER BY lane.ref, lane.scope, occurrence.lane, occurrence.ordinal
      """, [.text(org), .text(id)]
    ).map { row in
      let rest = CanonicalJSON(Array(row.text(5).utf8)) ?? .null
      return FindingDetail.Occurrence(
        ref: row.text(0), scope: row.text(1), isPresent: row.int(7) > 0, path: row.text(2),
        line: Int(row.int(3)), column: rest.int("column").map { Int($0) },
        endLine: rest.int("endLine").map { Int($0) },
        endColumn: rest.int("endColumn").map { Int($0) }, code: row.text(4),
        note: rest.text("note"), commit: rest.text("commit"), scan: row.text(6))
    }
  }

  private func decisions(
    _ id: String, _ connection: any SQLConnection
  ) throws(LedgerError) -> [FindingDetail.DecisionRow] {
    try connection.rows(
      """
      SELECT id, kind, until_time, reason, owner, source, actor, at, batch, ended FROM decision
      WHERE org_id = ? AND finding = ? ORDER BY at, id
      """, [.text(org), .text(id)]
    ).map { row in
      FindingDetail.DecisionRow(
        id: row.text(0), kind: row.text(1), until: row.optionalTime(2), reason: row.text(3),
        owner: row.optionalText(4), source: row.text(5), actor: row.text(6), at: row.time(7),
        batch: row.optionalText(8), ended: row.optionalTime(9))
    }
  }

  private func comments(
    _ id: String, _ connection: any SQLConnection
  ) throws(LedgerError) -> [FindingDetail.Comment] {
    try connection.rows(
      "SELECT id, author, at, body FROM comment WHERE org_id = ? AND finding = ? ORDER BY at, id",
      [.text(org), .text(id)]
    ).map {
      FindingDetail.Comment(
        id: $0.text(0), author: $0.text(1), at: $0.time(2), text: $0.text(3))
    }
  }

  private func timeline(
    _ id: String, _ connection: any SQLConnection
  ) throws(LedgerError) -> [TimelineEntry] {
    // What became of its tickets belongs to it, too. One question for each subject: asked for all of them in order, a
    // database goes through the whole log.
    let tickets = try connection.rows(
      "SELECT id FROM ticket WHERE org_id = ? AND finding = ?", [.text(org), .text(id)])
    var entries: [TimelineEntry] = []
    for subject in [id] + tickets.map({ $0.text(0) }) {
      entries += try connection.rows(
        "SELECT bytes FROM event WHERE org_id = ? AND subject = ? ORDER BY seq",
        [.text(org), .text(subject)]
      ).compactMap { Event($0.blob(0)).map(TimelineEntry.init) }
    }
    return tickets.isEmpty ? entries : entries.sorted { $0.seq < $1.seq }
  }
}

extension TimelineEntry {
  init(_ event: Event) {
    seq = event.seq
    at = event.at
    actor = event.actor
    verb = event.verb
    text = Self.text(event.body)
    scan = Self.scan(event.body)
  }

  private static func scan(_ body: EventBody) -> String? {
    switch body {
    case .sighted(let body): body.scan
    case .gone(let body): body.scan.isEmpty ? nil : body.scan
    case .revised(let body): body.scan
    default: nil
    }
  }

  private static func text(_ body: EventBody) -> String {
    switch body {
    case .sighted(let body):
      switch body.how {
      case .opened: "found in \(place(body))"
      case .reopened: "found again in \(place(body))"
      case .seen: "found on another branch, in \(place(body))"
      case .changed: "changed, now in \(place(body))"
      }
    case .gone(let body):
      body.life.observed == .absent ? "no longer found: fixed" : "no longer found on this branch"
    case .revised: "history told anew after a late scan"
    case .decided(let body):
      decision(body.kind, body.until) + (body.reason.isEmpty ? "" : ": \(body.reason)")
    case .undone: "decision taken back"
    case .expired(let body):
      "decision ended on \(lastDay(body.until))"
    case .assigned(let body):
      (body.owner.map { "assigned to \($0)" } ?? "assigned to nobody")
        + (body.codeOwner.map { ": \($0) in CODEOWNERS" } ?? "")
    case .commented(let body): body.text
    case .scan(let body):
      "\(body.findings) \(body.findings == 1 ? "finding" : "findings") by \(body.tool)"
        + (body.ref.isEmpty ? "" : " on \(body.ref)")
    case .put(let body): words(body)
    case .rule(let body): body.title
    case .org(let body): body.name
    case .retired: "a branch or tool is no longer scanned"
    case .retention: "old scans are kept no longer"
    case .deadlines(let body):
      body.asset == nil ? "deadlines are others now" : "deadlines of its criticality apply"
    case .handles(let body):
      body.handles.isEmpty ? "has no handles" : "is \(body.handles.joined(separator: ", "))"
    case .members(let body):
      body.people.isEmpty ? "has no members" : "has \(body.people.joined(separator: ", "))"
    }
  }

  /// What a row of a small table says now.
  private static func words(_ row: RowPut) -> String {
    func value(_ name: String) -> String { row.values[name]?.string ?? "" }
    switch row.table {
    case "membership":
      let scope = value("scope").split(separator: "\n").joined(separator: ", ")
      return value("role") + (value("team").isEmpty ? "" : " in \(value("team"))")
        + (scope.isEmpty ? "" : " for \(scope)")
    case "person":
      let isActive = row.values["active"].map { $0 != .integer(0) } ?? true
      return value("name") + (isActive ? "" : ", no longer active")
    case "ticket": return "ticket \(value("reference")): \(value("status"))"
    case "link" where value("kind") == SameCause.kind:
      return "has the same cause as a finding of another tool"
    case "link": return "\(value("kind")) \(value("target"))"
    default: return value("name")
    }
  }

  private static func place(_ body: FindingSighted) -> String {
    guard let place = body.places?.first else { return "the same place" }
    return place.line > 0 ? "\(place.path):\(place.line)" : place.path
  }

  /// The last day on which something holds that ends at a midnight.
  private static func lastDay(_ until: Int64) -> String {
    Timestamp(milliseconds: until - 1).date
  }

  private static func decision(_ kind: String?, _ until: Int64?) -> String {
    switch kind {
    case FindingState.accepted.rawValue:
      until.map { "risk accepted until \(lastDay($0))" } ?? "risk accepted"
    case FindingState.falsePositive.rawValue: "marked as a false positive"
    case FindingState.notAffected.rawValue: "marked as not affected"
    default: "opened again"
    }
  }
}
