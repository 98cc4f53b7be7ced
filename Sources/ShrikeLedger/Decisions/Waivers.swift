public import ShrikeModel

/// Something that silences a finding, and since whose word.
public struct WaiverEntry: Sendable, Hashable {
  public var finding: FindingRow
  /// As it is written down: an end that is over may not be told yet.
  public var state: FindingState
  public var until: Timestamp?
  public var source: Waiver.Source
  /// The file and line it is written in, where it is.
  public var origin: String?
  public var reason: String
  public var owner: String?
  /// Undo a decision by this.
  public var batch: String?
}

extension Ledger {
  /// What is silenced, by the time that ends; what has no end comes last. `assets`: only in these.
  ///
  /// `cursor`: the `next` of the part before.
  public func waivers(
    assets: Set<String>? = nil, cursor: String? = nil, limit: Int = 50, at now: Timestamp
  ) throws(LedgerError) -> (entries: [WaiverEntry], next: String?) {
    let limit = max(1, min(limit, Self.longestPage))
    let until = "COALESCE(finding.state_until, \(Int64.max))"
    var parts = [
      SQLCondition(
        "finding.org_id = ? AND finding.state IN ('accepted', 'false-positive', 'not-affected')",
        [.text(org)])
    ]
    if let assets {
      let marks = assets.map { _ in "?" }.joined(separator: ", ")
      parts.append(
        assets.isEmpty
          ? SQLCondition("1 = 0")
          : SQLCondition("asset.name IN (\(marks))", assets.sorted().map { .text($0) }))
    }
    if let cursor {
      let words = cursor.split(separator: ".", omittingEmptySubsequences: false)
      guard words.count == 2, let end = Int64(words[0]), ULIDSource.isULID(String(words[1])) else {
        throw LedgerError(
          .input, "'\(cursor.prefix(80))' is no place in this list", help: "begin without a cursor")
      }
      parts.append(
        SQLCondition("(\(until), finding.id) > (?, ?)", [.integer(end), .text(String(words[1]))]))
    }
    let condition = SQLCondition.all(parts)
    let count = FindingRow.columnCount
    var entries: [WaiverEntry] = []
    try database.read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.rows(
        """
        SELECT \(FindingRow.columns), finding.state, finding.state_until, finding.detail,
          decision.reason, decision.owner, decision.source, decision.batch, decision.actor
        FROM \(FindingRow.source) LEFT JOIN decision
          ON decision.org_id = finding.org_id AND decision.id = finding.decision
          AND finding.decision_kind = finding.state
        WHERE \(condition.text) ORDER BY \(until), finding.id LIMIT \(limit + 1)
        """, condition.values
      ) { row in
        let stated = CanonicalJSON(Array(row.text(count + 2).utf8))?.list("waivers").first
        let isDecided = row.optionalText(count + 3) != nil
        entries.append(
          WaiverEntry(
            finding: FindingRow(row, at: now),
            state: FindingState(rawValue: row.text(count)) ?? .accepted,
            until: row.optionalTime(count + 1),
            source: isDecided
              ? row.optionalText(count + 5) == "vex" ? .vex : .decision
              : stated?.text("source").flatMap(Waiver.Source.init(rawValue:)) ?? .config,
            origin: isDecided ? nil : stated?.text("origin"),
            reason: row.optionalText(count + 3) ?? stated?.text("reason") ?? "",
            owner: row.optionalText(count + 4) ?? row.optionalText(count + 7)
              ?? stated?.text("owner"),
            batch: row.optionalText(count + 6)))
      }
    }
    guard entries.count > limit, let last = entries.dropLast().last else { return (entries, nil) }
    let end = last.until?.milliseconds ?? Int64.max
    return (Array(entries.dropLast()), "\(end).\(last.finding.id)")
  }
}
